export declare function cutOff(): readonly string[]
export declare function small(): readonly string[]
