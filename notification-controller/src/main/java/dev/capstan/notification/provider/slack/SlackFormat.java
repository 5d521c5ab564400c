package dev.capstan.notification.provider.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.notification.provider.DeliveryException;
import dev.capstan.notification.provider.DeliveryTarget;
import dev.capstan.notification.provider.DispatchFailure;
import dev.capstan.notification.provider.HttpAnswer;
import dev.capstan.notification.provider.HttpCall;
import dev.capstan.notification.provider.HttpFormat;
import dev.capstan.notification.provider.JsonPayload;
import dev.capstan.notification.provider.Notification;
import dev.capstan.notification.provider.PlainText;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Map;

/**
 * Messages for Slack, through an incoming webhook or {@code chat.postMessage}. Text of events is escaped, so that it can neither mention
 * a channel or a person nor draw a link that is not what it seems. What the author of the Alert wrote may do both.
 */
@Singleton
final class SlackFormat implements HttpFormat {
    private static final String API_HOST = "slack.com";
    private static final String API_PATH = "/api/chat.postMessage";

    @Override
    public String name() {
        return "slack";
    }

    @Override
    public HttpCall render(Notification notification, DeliveryTarget target) throws DeliveryException {
        return HttpCall.post(target.httpAddress(), headers(target), JsonPayload.bytes(message(notification, target)));
    }

    private static ObjectNode message(Notification notification, DeliveryTarget target) {
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
            field.put("value", notification.isFromAlert(name) ? PlainText.of(value) : escape(value));
            field.put("short", false);
        });
        return message;
    }

    private static Map<String, String> headers(DeliveryTarget target) throws DeliveryException {
        return target.headerValue("token")
                .map(token -> Map.of("Authorization", "Bearer " + token))
                .orElse(Map.of());
    }

    /** The Web API answers every call with status 200 and says in the body whether it worked. */
    @Override
    public void check(HttpAnswer answer, DeliveryTarget target) throws DeliveryException {
        URI address = target.httpAddress();
        if (!API_HOST.equals(address.getHost()) || !API_PATH.equals(address.getPath())) {
            return;
        }
        JsonNode said = JsonPayload.read(answer.body()).orElse(JsonPayload.object());
        if (!said.path("ok").asBoolean(false)) {
            String code = said.path("error").asText("");
            throw new DeliveryException(new DispatchFailure.NotTaken(
                    target.key(), code.matches("[a-z_]{1,60}") ? "Slack says " + code : "Slack's answer is not ok"));
        }
    }

    /**
     * Escapes the three characters that start everything special in Slack's text, such as {@code <!channel>} and {@code <@U1>}, and
     * takes out control characters other than line breaks and tabs.
     */
    static String escape(String text) {
        return PlainText.of(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
