export declare function cutOff(): readonly string[]
