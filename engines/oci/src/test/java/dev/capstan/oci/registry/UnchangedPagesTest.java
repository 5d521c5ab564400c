package dev.capstan.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.capstan.oci.login.DockerConfig;
import dev.capstan.oci.login.RegistryLogin;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Pages of tags that a registry marks with an {@code ETag} are sent again only when they changed. */
class UnchangedPagesTest {
    private static final String LIST = "/v2/team/app/tags/list";

    @AutoClose
    private final ScriptedRegistry registry = new ScriptedRegistry();

    private final RegistryClient client = registry.client(RegistryLimits.DEFAULT);
    private String second = "b";

    private void listTwoPages() {
        registry.on(LIST, exchange -> {
            boolean isFirst =
                    !String.valueOf(exchange.getRequestURI().getRawQuery()).contains("last=");
            answer(exchange, isFirst ? "a" : second, isFirst ? "<" + LIST + "?last=a>; rel=\"next\"" : "");
        });
    }

    private static void answer(HttpExchange exchange, String tag, String link) throws IOException {
        String entityTag = "\"of-" + tag + "\"";
        if (entityTag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            ScriptedRegistry.send(exchange, 304, "", Map.of());
        } else {
            ScriptedRegistry.send(
                    exchange,
                    200,
                    "{\"tags\":[\"" + tag + "\"]}",
                    link.isEmpty() ? Map.of("ETag", entityTag) : Map.of("ETag", entityTag, "Link", link));
        }
    }

    @Test
    void whatDidNotChangeIsKnownAlready() {
        listTwoPages();

        assertThat(tags(RegistryAccess.ANONYMOUS)).containsExactly("a", "b");
        assertThat(tags(RegistryAccess.ANONYMOUS)).containsExactly("a", "b");
        assertThat(validators()).containsExactly("", "", "\"of-a\"", "\"of-b\"");
    }

    @Test
    void aPageThatChangedIsSent() {
        listTwoPages();
        tags(RegistryAccess.ANONYMOUS);
        second = "c";

        assertThat(tags(RegistryAccess.ANONYMOUS)).containsExactly("a", "c");
    }

    @Test
    void whatOneSawIsNotShownToAnother() {
        listTwoPages();
        tags(RegistryAccess.ANONYMOUS);

        var other = RegistryAccess.with(
                DockerConfig.of(registry.address(), new RegistryLogin.Password("other", "password")));
        assertThat(tags(other)).containsExactly("a", "b");
        assertThat(validators()).containsExactly("", "", "", "");
    }

    @Test
    void aRegistryThatSaysUnchangedOfWhatItNeverSentIsRefused() {
        registry.answer(LIST, 304, "", Map.of());

        assertThat(registry.open(client, RegistryAccess.ANONYMOUS).tags().problem())
                .isPresent();
    }

    private List<String> tags(RegistryAccess access) {
        return registry.open(client, access).tags().success().orElseThrow();
    }

    private List<String> validators() {
        return registry.asked(LIST).stream()
                .map(it -> it.header("If-none-match"))
                .toList();
    }
}
