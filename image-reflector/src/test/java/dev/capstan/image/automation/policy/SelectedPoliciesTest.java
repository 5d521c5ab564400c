package dev.capstan.image.automation.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.image.ImageRef;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.image.automation.policy.KnownPolicy.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SelectedPoliciesTest {
    private static final ImageRef IMAGE = new ImageRef("app", "1.0", null);

    private static KnownPolicy policy(String name, Optional<ImageRef> latest, Verdict verdict) {
        return new KnownPolicy(name, Map.of(), new ObjectKey("ns", "repo"), latest, verdict);
    }

    private static SelectedPolicies of(KnownPolicy... policies) {
        return SelectedPolicies.of(LabelMatch.ALL, List.of(policies));
    }

    @Test
    void keepsWhatWasChosenBeforeAFailureThatPasses() {
        var selected = of(policy("a", Optional.of(IMAGE), new Verdict.Failing("registry is away")));

        assertThat(selected.images()).containsExactly(Map.entry("a", IMAGE));
        assertThat(selected.broken()).isEmpty();
    }

    @Test
    void writesNothingForAPolicyThatCannotChoose() {
        var selected = of(
                policy("a", Optional.of(IMAGE), new Verdict.Hopeless("no policy")),
                policy("b", Optional.empty(), new Verdict.Failing("no tags")));

        assertThat(selected.images()).isEmpty();
        assertThat(selected.broken()).containsExactly(Map.entry("a", "no policy"), Map.entry("b", "no tags"));
    }

    @Test
    void waitsForAPolicyThatHasNotChosenYet() {
        var selected = of(policy("a", Optional.empty(), new Verdict.Holds()));

        assertThat(selected.images()).isEmpty();
        assertThat(selected.broken()).isEmpty();
    }
}
