export declare function cutOff(): readonly string[]
export declare function small(): readonly string[]
export declare function sideways(): readonly string[]
export declare function untranslated(): readonly string[]
