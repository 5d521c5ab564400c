package dev.capstan.image.automation.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.image.ImageRef;
import dev.capstan.api.image.PullRequestSpec;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.image.automation.policy.KnownPolicy;
import dev.capstan.image.automation.policy.LabelMatch;
import dev.capstan.image.automation.policy.SelectedPolicies;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImageGroupTest {
    private static final ObjectKey AUTOMATION = new ObjectKey("shop", "updates");
    private static final SelectedPolicies POLICIES = SelectedPolicies.of(
            LabelMatch.ALL,
            List.of(
                    policy("web", new ObjectKey("shop", "web")),
                    policy("web-canary", new ObjectKey("shop", "web")),
                    policy("base", new ObjectKey("images", "web"))));

    private static KnownPolicy policy(String name, ObjectKey repository) {
        return new KnownPolicy(
                name,
                Map.of(),
                repository,
                Optional.of(new ImageRef(name, "1", null)),
                new KnownPolicy.Verdict.Holds());
    }

    private static List<ImageGroup> groups(@Nullable String by, Optional<String> pushBranch) {
        var spec = new PullRequestSpec("gitea", null, null, by, null, List.of(), List.of(), null, null);
        return ImageGroup.of(AUTOMATION, spec, pushBranch, POLICIES);
    }

    private static Map<String, List<String>> policiesByBranch(List<ImageGroup> groups) {
        return groups.stream()
                .collect(Collectors.toMap(
                        ImageGroup::branch,
                        group -> List.copyOf(group.policies().usable().keySet())));
    }

    @Test
    void allImagesShareTheBranchOfTheSpecOrOneOfTheAutomation() {
        assertThat(policiesByBranch(groups(null, Optional.of("bot"))))
                .containsExactly(Map.entry("bot", List.of("base", "web", "web-canary")));
        assertThat(policiesByBranch(groups("all", Optional.empty()))).containsOnlyKeys("capstan/images/shop/updates");
    }

    @Test
    void eachPolicyHasABranch() {
        assertThat(policiesByBranch(groups("policy", Optional.of("bot"))))
                .isEqualTo(Map.of(
                        "bot/shop/base", List.of("base"),
                        "bot/shop/web", List.of("web"),
                        "bot/shop/web-canary", List.of("web-canary")));
    }

    @Test
    void policiesOfAnImageRepositoryShareABranch() {
        assertThat(policiesByBranch(groups("imageRepository", Optional.empty())))
                .isEqualTo(Map.of(
                        "capstan/images/shop/images.web", List.of("base"),
                        "capstan/images/shop/web", List.of("web", "web-canary")));
    }
}
