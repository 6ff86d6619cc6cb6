/*
 * Providers list everything they sell under one address. These are the names, on 2026-11-21, of what
 * does not answer a conversation in text: it makes pictures, sound or film, or numbers of a text, or
 * it is reached in another way.
 */
const otherKinds: readonly RegExp[] = [
  /embed|rerank|moderation|(?:^|[/-])(?:bge|gte|e5|m2-bert)-|colbert/u,
  /whisper|transcribe|(?:^|[/-])(?:tts|stt)(?:-|$)|-tts|speech|orpheus|voxtral-mini|(?:^|[/-])sonic|playai|lyria|grok-voice/u,
  /(?:^|[/-])audio(?:-|$)|realtime|-live(?:-|$)|gemini-live|native-audio/u,
  /dall-e|(?:^|[/-])image(?:-|$)|imagen|imagine|flux|stable-diffusion|sora|(?:^|[/-])veo-|video|kling|seedance|seedream|nano-banana|gemini-omni/u,
  /guard(?:-|$)|prompt-guard|content-safety|omni-moderation|(?:^|[/-])ocr(?:-|$)/u,
  /(?:^|[/-])(?:ada|babbage|curie|davinci)(?:-|$)|text-davinci|-instruct-0914$|gpt-3\.5-turbo-instruct/u,
  /computer-use|deep-research|(?:^|[/-])aqa$|robotics|search-api/u,
]

/** Whether a name is known to be of something that does not answer a conversation in text. */
export function isOtherKind(modelId: string): boolean {
  const id = modelId.toLowerCase()
  return otherKinds.some((kind) => kind.test(id))
}
