export declare const data: RegExp
