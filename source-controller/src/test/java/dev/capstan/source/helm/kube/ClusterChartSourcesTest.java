package dev.capstan.source.helm.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.source.HelmRepository;
import dev.capstan.source.SourceFailure;
import dev.capstan.source.SourceResult;
import dev.capstan.source.helm.HelmFailure;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClusterChartSourcesTest {

    @Test
    void aRepositoryThatIsNotThereIsMissing() {
        assertThat(failure(null)).isInstanceOf(HelmFailure.SourceMissing.class);
    }

    @Test
    void aRepositoryThatCannotBeUnderstoodIsNotCalledMissing() {
        var odd = Serialization.unmarshal("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: HelmRepository
                metadata: {name: r, namespace: ns}
                spec: {url: {not: a text}}
                """, HelmRepository.class);

        var failure = failure(odd);

        assertThat(failure).isInstanceOf(HelmFailure.SourceUndecodable.class);
        assertThat(failure.message()).startsWith("HelmRepository 'r' cannot be understood: ");
    }

    private static SourceFailure failure(@Nullable HelmRepository found) {
        return switch (ClusterChartSources.usable("r", found)) {
            case SourceResult.Success<HelmRepository> _ -> throw new AssertionError("it is usable");
            case SourceResult.Failed<HelmRepository>(var failure) -> failure;
        };
    }
}
