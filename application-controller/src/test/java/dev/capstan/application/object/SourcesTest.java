package dev.capstan.application.object;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.api.argo.ApplicationSource;
import dev.capstan.api.argo.ApplicationSpec;
import dev.capstan.application.source.FakeSources;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourcesTest {
    private static ApplicationSpec spec(String sources) {
        return new ObjectMapper()
                .convertValue(
                        FakeSources.yaml("{project: default, destination: {name: in-cluster}, " + sources + "}"),
                        ApplicationSpec.class);
    }

    @Test
    void severalSourcesStandInPlaceOfOne() {
        Sources sources = Sources.of(spec("source: {repoURL: a}, sources: [{repoURL: b}, {repoURL: c}]"));

        assertThat(sources.isMultiple()).isTrue();
        assertThat(sources.all()).extracting(ApplicationSource::repoURL).containsExactly("b", "c");
    }

    @Test
    void ofAHydratorTheBranchIsSynced() {
        Sources sources = Sources.of(spec("sourceHydrator: {drySource: {repoURL: a, targetRevision: main, path: dry},"
                + " syncSource: {targetBranch: env/prod, path: prod}}"));

        assertThat(sources.all()).singleElement().satisfies(source -> {
            assertThat(source.repoURL()).isEqualTo("a");
            assertThat(source.targetRevision()).isEqualTo("env/prod");
            assertThat(source.path()).isEqualTo("prod");
        });
    }

    @Test
    void revisionsThatAreMissingLeaveWhatTheSourceSays() {
        Sources sources =
                Sources.of(spec("sources: [{repoURL: b, targetRevision: x}, {repoURL: c, targetRevision: y}]"));

        assertThat(sources.at(List.of("1")).all())
                .extracting(ApplicationSource::targetRevision)
                .containsExactly("1", "y");
        assertThat(sources.at(List.of())).isEqualTo(sources);
    }

    @Test
    void aSpecWithOtherSourcesKeepsEverythingElse() {
        ApplicationSpec spec = spec("source: {repoURL: a}, revisionHistoryLimit: 3");

        assertThat(SpecTree.of(spec, spec("sources: [{repoURL: b}]").sources(), true))
                .isEqualTo(SpecTree.of(spec("sources: [{repoURL: b}], revisionHistoryLimit: 3")));
    }
}
