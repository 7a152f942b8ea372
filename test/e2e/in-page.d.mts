export declare function cutOff(): readonly string[]
export declare function small(): readonly string[]
export declare function sideways(): readonly string[]
export declare function untranslated(data: { readonly source: string; readonly flags: string }): readonly string[]
export declare function moving(): readonly string[]
export function watchFrames(): { readonly gapMs: number }
