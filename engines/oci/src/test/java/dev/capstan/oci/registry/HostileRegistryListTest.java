package dev.capstan.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.digest.Digest;
import dev.capstan.oci.OciFailure;
import dev.capstan.oci.OciResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Lists of tags and referrers end, and have nothing in them that cannot be used. */
class HostileRegistryListTest {
    @AutoClose
    private final ScriptedRegistry registry = new ScriptedRegistry();

    @AutoClose
    private final ScriptedRegistry other = new ScriptedRegistry();

    @Test
    void o022_anEndlessChainOfPagesEnds() {
        registry.on(
                "/v2/team/app/tags/list",
                exchange -> ScriptedRegistry.send(
                        exchange,
                        200,
                        "{\"tags\":[\"v"
                                + exchange.getRequestURI().getRawQuery().hashCode() + "\"]}",
                        Map.of("Link", "</v2/team/app/tags/list?last=x" + System.nanoTime() + ">; rel=\"next\"")));

        var limits = new RegistryLimits(1000, 20, 10_000, 100_000, 10_000);
        assertThat(failure(registry.open(registry.client(limits), RegistryAccess.ANONYMOUS)
                        .tags()))
                .isEqualTo(new OciFailure.LimitExceeded(anonymous().name(), "pages of tags", 20));
        assertThat(registry.asked("/v2/team/app/tags/list")).hasSize(20);
    }

    @Test
    void o022_aMillionTagsAreRefused() {
        var tags = IntStream.range(0, 1_000_000).mapToObj(i -> "\"v" + i + "\"").collect(Collectors.joining(","));
        registry.answer("/v2/team/app/tags/list", 200, "{\"tags\":[" + tags + "]}", Map.of());

        assertThat(failure(anonymous().tags()))
                .isEqualTo(new OciFailure.LimitExceeded(anonymous().name(), "tags", 100_000));
    }

    @Test
    void o022_aPageThatIsTooLongIsRefused() {
        registry.answer("/v2/team/app/tags/list", 200, "{\"tags\":[\"" + "x".repeat(20_000) + "\"]}", Map.of());

        var limits = new RegistryLimits(1000, 20, 10_000, 100_000, 10_000);
        assertThat(failure(registry.open(registry.client(limits), RegistryAccess.ANONYMOUS)
                        .tags()))
                .isInstanceOf(OciFailure.LimitExceeded.class);
    }

    @Test
    void o022_pagesThatAreTooLongTogetherAreRefused() {
        var subject = Digest.sha256("subject");
        for (String list : List.of("tags/list", "referrers/" + subject)) {
            registry.on("/v2/team/app/" + list, exchange -> {
                String page = "{\"manifests\":[],\"tags\":[],\"annotations\":{\"a\":\"" + "x".repeat(9_000) + "\"}}";
                var next = Map.of("Link", "</v2/team/app/" + list + "?last=x>; rel=\"next\"");
                ScriptedRegistry.send(exchange, 200, page, next);
            });
        }
        var limits = new RegistryLimits(1000, 20, 10_000, 50_000, 10_000);
        var repository = registry.open(registry.client(limits), RegistryAccess.ANONYMOUS);

        assertThat(failure(repository.tags()))
                .isEqualTo(new OciFailure.LimitExceeded(repository.name(), "bytes of the list of tags", 50_000));
        assertThat(failure(repository.referrers(subject, Optional.empty())))
                .isEqualTo(new OciFailure.LimitExceeded(repository.name(), "bytes of the list of referrers", 50_000));
        assertThat(registry.asked("/v2/team/app/tags/list")).hasSize(6);
    }

    @Test
    void o022_whatCannotBeATagIsLeftOut() {
        registry.answer(
                "/v2/team/app/tags/list",
                200,
                "{\"tags\":[\"v1\",\"9.9.9+build\",\"\",\"../x\",\"" + "x".repeat(129) + "\",null,{},\"v2\"]}",
                Map.of());

        assertThat(anonymous().tags().success()).contains(List.of("v1", "v2"));
    }

    @Test
    void o022_aNextPageElsewhereIsNotFollowed() {
        registry.answer(
                "/v2/team/app/tags/list",
                200,
                "{\"tags\":[]}",
                Map.of("Link", "<" + other.url() + "/v2/team/app/tags/list?n=2>; rel=\"next\""));

        assertThat(failure(anonymous().tags())).isInstanceOf(OciFailure.AnswerMalformed.class);
    }

    private RemoteRepository anonymous() {
        return registry.open(RegistryAccess.ANONYMOUS);
    }

    private static OciFailure failure(OciResult<?> result) {
        return result.problem().orElseThrow();
    }
}
