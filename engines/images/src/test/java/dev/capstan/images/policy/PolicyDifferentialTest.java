package dev.capstan.images.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.capstan.images.policy.TagListGenerator.Case;
import dev.capstan.yaml.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What Go's regexp and strconv and Masterminds' semver choose, we choose. */
class PolicyDifferentialTest {
    private static final int CASES = 5_000;
    private static final long SEED = 20_261_129;

    @Test
    void choosesWhatTheGoLibrariesChoose() throws IOException, InterruptedException {
        GoPeer.Search search = GoPeer.find();
        if (search instanceof GoPeer.Search.Missing(String reason)) {
            assumeTrue(false, reason);
        }
        TagListGenerator lists = new TagListGenerator(SEED);
        List<String> different = new ArrayList<>();
        int chosen = 0;
        try (GoPeer peer = new GoPeer(((GoPeer.Search.Found) search).program())) {
            for (int i = 0; i < CASES; i++) {
                Case question = lists.next();
                String expected = peer.answer(json(question));
                String actual = text(LatestTag.choose(question.policy(), question.filter(), question.tags()));
                chosen += expected.startsWith("tag ") ? 1 : 0;
                if (!actual.equals(expected)) {
                    different.add(question + " gives " + actual + " and not " + expected);
                }
            }
        }

        assertThat(different).isEmpty();
        assertThat(chosen).isGreaterThan(CASES / 3);
    }

    private static String text(Selection selection) {
        return switch (selection) {
            case Selection.Chosen chosen -> "tag " + chosen.tag();
            case Selection.NoneMatches _ -> "none";
            case Selection.PolicyInvalid _ -> "invalid";
        };
    }

    private static String json(Case question) {
        String policy = switch (question.policy()) {
            case TagPolicy.Semver(String range) -> "\"Policy\":\"semver\",\"Range\":" + Json.quoted(range);
            case TagPolicy.Alphabetical(TagOrder order) ->
                "\"Policy\":\"alphabetical\",\"Order\":\"" + (order == TagOrder.ASC ? "asc" : "desc") + "\"";
            case TagPolicy.Numerical(TagOrder order) ->
                "\"Policy\":\"numerical\",\"Order\":\"" + (order == TagOrder.ASC ? "asc" : "desc") + "\"";
        };
        Optional<TagFilter> filter = question.filter();
        String filtered = filter.map(it -> ",\"Filter\":true,\"Pattern\":" + Json.quoted(it.pattern()) + ",\"Extract\":"
                        + Json.quoted(it.extract()))
                .orElse("");
        String tags = question.tags().stream().map(Json::quoted).collect(Collectors.joining(","));
        return "{" + policy + filtered + ",\"Tags\":[" + tags + "]}";
    }
}
