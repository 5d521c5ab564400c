package dev.capstan.cli.images;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.images.policy.TagFilter;
import dev.capstan.images.policy.TagOrder;
import dev.capstan.images.policy.TagPolicy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyManifestTest {

    private static PolicyManifest read(String text) {
        return PolicyManifest.of("policy.yaml", text.getBytes(UTF_8));
    }

    private static String policy(String version, String spec) {
        return """
                apiVersion: image.toolkit.fluxcd.io/%s
                kind: ImagePolicy
                metadata: {name: web}
                spec:
                  imageRepositoryRef: {name: web}
                  %s
                """.formatted(version, spec);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v1beta2", "v1beta1"})
    void readsAPolicyOfEveryVersion(String version) {
        var read = read(policy(version, "policy: {semver: {range: '>=1.0.0'}}"));

        assertThat(read.policy()).isEqualTo(new TagPolicy.Semver(">=1.0.0"));
        assertThat(read.filter()).isEmpty();
        assertThat(read.image()).isEmpty();
    }

    @Test
    void readsFilterAndOrder() {
        var read = read(policy(
                "v1", "policy: {numerical: {order: desc}}\n  filterTags: {pattern: '^v(?P<n>.*)$', extract: $n}"));

        assertThat(read.policy()).isEqualTo(new TagPolicy.Numerical(TagOrder.DESC));
        assertThat(read.filter()).contains(new TagFilter("^v(?P<n>.*)$", "$n"));
    }

    @Test
    void anOrderThatIsNotSaidIsAscending() {
        assertThat(read(policy("v1", "policy: {alphabetical: {}}")).policy())
                .isEqualTo(new TagPolicy.Alphabetical(TagOrder.ASC));
    }

    @Test
    void takesImageAndExclusionsFromItsRepositoryOnly() {
        var read = read(policy("v1", "policy: {alphabetical: {}}") + """
                ---
                apiVersion: image.toolkit.fluxcd.io/v1
                kind: ImageRepository
                metadata: {name: other}
                spec: {image: ghcr.io/org/other}
                ---
                apiVersion: image.toolkit.fluxcd.io/v1
                kind: ImageRepository
                metadata: {name: web}
                spec: {image: ghcr.io/org/web, exclusionList: ['^dev-']}
                """);

        assertThat(read.image()).contains("ghcr.io/org/web");
        assertThat(read.exclusions()).contains(List.of("^dev-"));
        assertThat(ScanRequest.of("", Optional.empty(), Optional.empty(), List.of(), Optional.of(read))
                        .exclusions()
                        .keep(List.of("dev-1", "1")))
                .containsExactly("1");
    }

    @Test
    void whatIsGivenInWordsComesBeforeTheFile() {
        var read = read(policy("v1", "policy: {alphabetical: {}}"));

        var request = ScanRequest.of("x/y", Optional.empty(), Optional.empty(), List.of("z"), Optional.of(read));

        assertThat(request.image()).isEqualTo("x/y");
        assertThat(request.exclusions().keep(List.of("az", "b.sig"))).containsExactly("b.sig");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a: 1\n", "kind: ImagePolicy\n", "[]", "{"})
    void aFileWithoutAPolicyIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).hasMessageStartingWith("policy.yaml ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"policy: {}", "policy: {alphabetical: {order: up}}", "suspend: true"})
    void aPolicyThatChoosesNothingIsRefused(String spec) {
        assertThatThrownBy(() -> read(policy("v1", spec))).hasMessageStartingWith("policy.yaml: spec.policy");
    }

    @Test
    void twoPoliciesAreNotOne() {
        var both = policy("v1", "policy: {alphabetical: {}}") + "---\n" + policy("v1", "policy: {alphabetical: {}}");

        assertThatThrownBy(() -> read(both)).hasMessageContaining("has 2 objects of the kind ImagePolicy");
    }
}
