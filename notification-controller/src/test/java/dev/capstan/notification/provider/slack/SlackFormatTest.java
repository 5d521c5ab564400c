package dev.capstan.notification.provider.slack;

import static dev.capstan.notification.SampleNotifications.json;
import static dev.capstan.notification.SampleNotifications.tree;
import static dev.capstan.notification.provider.SampleTargets.PROVIDER;
import static dev.capstan.notification.provider.SampleTargets.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.api.event.ControllerEvent;
import dev.capstan.notification.SampleEvents;
import dev.capstan.notification.SampleNotifications;
import dev.capstan.notification.provider.DeliveryException;
import dev.capstan.notification.provider.DispatchFailure;
import dev.capstan.notification.provider.HttpAnswer;
import dev.capstan.notification.provider.HttpCall;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackFormatTest {
    private static final String ADDRESS = "https://hooks.slack.com/services/x";

    private final SlackFormat format = new SlackFormat();

    @Test
    void sendsOneAttachmentWithTheFactsAsFields() throws DeliveryException {
        var call = render(SampleEvents.info("applied"), Map.of("revision", "main@sha1:1"));

        assertThat(json(call)).isEqualTo(tree("""
                {"channel": "general", "username": "kustomize-controller", "icon_url": "", "icon_emoji": "",
                 "attachments": [{"fallback": "kustomization/apps.flux", "color": "good",
                   "author_name": "kustomization/apps.flux", "text": "applied", "mrkdwn_in": ["text"],
                   "fields": [{"title": "revision", "value": "main@sha1:1", "short": false}]}]}
                """));
        assertThat(call).hasToString("POST hooks.slack.com");
        assertThat(call.headers())
                .isEqualTo(Map.of("Authorization", "Bearer secret", "Content-Type", "application/json"));
    }

    @Test
    void showsErrorsInRed() throws DeliveryException {
        assertThat(json(render(SampleEvents.error("broken"), Map.of()))
                        .at("/attachments/0/color")
                        .asText())
                .isEqualTo("danger");
    }

    @Test
    void n085_textOfEventsCanNeitherMentionNorLinkNorSteerATerminal() throws DeliveryException {
        var event = SampleEvents.info("<!channel> & <@U1> <http://x|y>\r\nnext\u001b[31m\u202e");
        var message = json(render(event, Map.of("<!here>", "<!everyone>")));

        assertThat(message.at("/attachments/0/text").asText())
                .isEqualTo("&lt;!channel&gt; &amp; &lt;@U1&gt; &lt;http://x|y&gt;\nnext[31m");
        assertThat(message.at("/attachments/0/fields/0/title").asText()).isEqualTo("&lt;!here&gt;");
        assertThat(message.at("/attachments/0/fields/0/value").asText()).isEqualTo("&lt;!everyone&gt;");
    }

    @Test
    void theAuthorOfTheAlertMayMentionPeople() throws DeliveryException {
        var notification = SampleNotifications.fromAlert(
                SampleEvents.info("<@U1> broke it"), Map.of("summary", "ping <@U123> please\u001b[31m"));

        var message = json(format.render(notification, target(ADDRESS, Map.of())));

        assertThat(message.at("/attachments/0/fields/0/value").asText()).isEqualTo("ping <@U123> please[31m");
        assertThat(message.at("/attachments/0/text").asText()).isEqualTo("&lt;@U1&gt; broke it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xoxb-1\n", "xoxb-1\r\n", " xoxb-1 ", "xoxb-1"})
    void whiteSpaceAroundTheTokenDoesNotCount(String token) throws DeliveryException {
        var call =
                format.render(SampleNotifications.of(SampleEvents.info("x")), target(ADDRESS, Map.of("token", token)));

        assertThat(call.headers()).containsEntry("Authorization", "Bearer xoxb-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xoxb\n1", "xoxb\r\n1", "xoxb\u00001", "xoxb-é"})
    void aTokenThatNoHeaderCarriesIsRefusedWithSecretAndKey(String token) {
        var target = target(ADDRESS, Map.of("token", token));

        assertThatThrownBy(() -> format.render(SampleNotifications.of(SampleEvents.info("x")), target))
                .isInstanceOf(DeliveryException.class)
                .hasMessageContaining(
                        "The Secret cred of Provider flux/p cannot be used: the value under the key token")
                .hasMessageNotContaining("xoxb");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "https://slack.com/api/chat.postMessage; {\"ok\":true}; ",
                "https://slack.com/api/chat.postMessage; {\"ok\":false,\"error\":\"channel_not_found\"}; Slack says channel_not_found",
                "https://slack.com/api/chat.postMessage; {\"ok\":false,\"error\":\"<script>\"}; Slack's answer is not ok",
                "https://slack.com/api/chat.postMessage; <html>; Slack's answer is not ok",
                "https://hooks.slack.com/services/x; ok; ",
            })
    void theAnswerSaysWhetherSlackTookTheMessage(String address, String answer, String error) {
        assertThat(failureOf(address, answer))
                .isEqualTo(Optional.ofNullable(error).map(it -> new DispatchFailure.NotTaken(PROVIDER, it)));
    }

    private Optional<DispatchFailure> failureOf(String address, String answer) {
        try {
            format.check(new HttpAnswer("slack.com", 200, Duration.ZERO, answer), target(address, Map.of()));
            return Optional.empty();
        } catch (DeliveryException refused) {
            return Optional.of(refused.failure());
        }
    }

    private HttpCall render(ControllerEvent event, Map<String, String> metadata) throws DeliveryException {
        return format.render(SampleNotifications.of(event, metadata), target(ADDRESS, Map.of("token", "secret\n")));
    }
}
