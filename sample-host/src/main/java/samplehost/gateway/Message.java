package samplehost.gateway;

/**
 * One message of a user.
 *
 * @param channel telegram, wechat or whatsapp
 * @param chat the channel's own name of the conversation
 */
record Message(String channel, String chat, String text) {
  String sessionKey() {
    return sessionKey(channel, chat);
  }

  static String sessionKey(String channel, String chat) {
    return "agent:main:" + channel + ":" + chat;
  }
}
