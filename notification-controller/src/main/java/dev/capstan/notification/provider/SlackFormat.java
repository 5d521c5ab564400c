package dev.capstan.notification.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.runtime.secret.SecretException;
import java.util.Map;
import java.util.Optional;

/**
 * Messages for Slack, through an incoming webhook or {@code chat.postMessage}. Text of events is escaped, so that it can neither mention
 * a channel or a person nor draw a link that is not what it seems.
 */
final class SlackFormat implements MessageFormat {
    private static final String API_HOST = "slack.com";

    @Override
    public Rendered render(Notification notification, DeliveryTarget target) {
        ObjectNode message = JsonPayload.object();
        message.put("channel", target.channel().orElse(""));
        message.put("username", target.username().orElse(notification.event().reportingController()));
        message.put("icon_url", "");
        message.put("icon_emoji", "");
        ObjectNode attachment = message.putArray("attachments").addObject();
        attachment.put("fallback", escape(notification.object()));
        attachment.put("color", notification.isError() ? "danger" : "good");
        attachment.put("author_name", escape(notification.object()));
        attachment.put("text", escape(notification.event().message()));
        attachment.putArray("mrkdwn_in").add("text");
        ArrayNode fields = attachment.putArray("fields");
        notification.metadata().forEach((name, value) -> {
            ObjectNode field = fields.addObject();
            field.put("title", escape(name));
            field.put("value", escape(value));
            field.put("short", false);
        });
        try {
            return new Rendered.Request(headers(target), JsonPayload.bytes(message));
        } catch (SecretException unusable) {
            return new Rendered.Impossible(DispatchFailure.of(target.key(), unusable.failure()));
        }
    }

    private static Map<String, String> headers(DeliveryTarget target) throws SecretException {
        return target.secret()
                .headerValue("token")
                .map(token -> Map.of("Authorization", "Bearer " + token))
                .orElse(Map.of());
    }

    /** The Web API answers every call with status 200 and says in the body whether it worked. */
    @Override
    public Optional<DispatchFailure> judge(DeliveryTarget target, String body) {
        if (!API_HOST.equals(target.address().getHost())
                || !"/api/chat.postMessage".equals(target.address().getPath())) {
            return Optional.empty();
        }
        JsonNode answer = JsonPayload.read(body).orElse(JsonPayload.object());
        if (answer.path("ok").asBoolean(false)) {
            return Optional.empty();
        }
        String code = answer.path("error").asText("");
        return Optional.of(new DispatchFailure.NotTaken(
                target.key(), code.matches("[a-z_]{1,60}") ? "Slack says " + code : "Slack's answer is not ok"));
    }

    /**
     * Escapes the three characters that start everything special in Slack's text, such as {@code <!channel>} and {@code <@U1>}, and
     * takes out control characters other than line breaks and tabs.
     */
    static String escape(String text) {
        return PlainText.of(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
