package dev.unjam.clients;

/** What the model speaks that is asked: how its words look on the wire, at once or as a stream. */
enum Language {
  /** No model: a page, or a stream of whatever. */
  PLAIN("%s", "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"}}]}\n\n", "", ""),
  OPENAI(
      """
      {"id":"1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,\
      "message":{"role":"assistant","content":"%s"},"finish_reason":"stop"}],\
      "usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}""",
      """
      data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"m",\
      "choices":[{"index":0,"delta":{"role":"assistant","content":"%s"}}]}

      """,
      "",
      "data: [DONE]\n\n"),
  ANTHROPIC(
      """
      {"id":"1","type":"message","role":"assistant","model":"m",\
      "content":[{"type":"text","text":"%s"}],"stop_reason":"end_turn","stop_sequence":null,\
      "usage":{"input_tokens":1,"output_tokens":1}}""",
      """
      event: content_block_delta
      data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"%s"}}

      """,
      """
      event: message_start
      data: {"type":"message_start","message":{"id":"1","type":"message","role":"assistant",\
      "model":"m","content":[],"stop_reason":null,"stop_sequence":null,\
      "usage":{"input_tokens":1,"output_tokens":1}}}

      event: content_block_start
      data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

      """,
      """
      event: message_stop
      data: {"type":"message_stop"}

      """),
  GEMINI(
      """
      {"candidates":[{"index":0,"content":{"role":"model","parts":[{"text":"%s"}]},\
      "finishReason":"STOP"}]}""",
      "", "", ""),
  CONVERSE(
      """
      {"output":{"message":{"role":"assistant","content":[{"text":"%s"}]}},\
      "stopReason":"end_turn","usage":{"inputTokens":1,"outputTokens":1,"totalTokens":2},\
      "metrics":{"latencyMs":1}}""",
      "", "", "");

  private final String whole;
  private final String part;
  private final String before;
  private final String after;

  Language(String whole, String part, String before, String after) {
    this.whole = whole;
    this.part = part;
    this.before = before;
    this.after = after;
  }

  static Language of(String path) {
    if (path.endsWith("/chat/completions")) {
      return OPENAI;
    }
    if (path.endsWith("/messages")) {
      return ANTHROPIC;
    }
    if (path.endsWith("/converse")) {
      return CONVERSE;
    }
    return path.endsWith(":generateContent") ? GEMINI : PLAIN;
  }

  /** The media type of a whole answer. */
  String type() {
    return this == PLAIN ? "text/plain" : "application/json";
  }

  /** An answer that says this. */
  String whole(String words) {
    return String.format(whole, words);
  }

  /** One event of a stream. */
  String part(String words) {
    return String.format(part, words);
  }

  /** What a stream ends with. */
  String end() {
    return after;
  }

  /** An event that says this instead of going on; OpenAI's have no name. */
  String error(String words) {
    return (this == OPENAI ? "" : "event: error\n") + "data: " + words + "\n\n";
  }

  /** What a stream begins with. */
  String begin() {
    return before;
  }
}
