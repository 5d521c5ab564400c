package dev.capstan.application.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.argo.Application;
import dev.capstan.application.object.ApplicationObject;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefreshDecisionTest {
    private static final String COMPARED = "sync: {status: Synced, comparedTo: {destination: {name: in-cluster}, %s}}";

    @ParameterizedTest
    @CsvSource({
        "       , NOT_YET, COMPARE",
        "       , NORMAL , NORMAL",
        "       , HARD   , HARD",
        "normal , NOT_YET, NORMAL",
        "hard   , NOT_YET, HARD",
        "hard   , NORMAL , HARD",
        "odd    , NOT_YET, NORMAL",
        "normal , HARD   , HARD",
    })
    void annotationAndTimeAskForMore(String requested, RefreshDecision.Due due, RefreshLevel level) {
        ApplicationObject same =
                application("source: {repoURL: a, path: b}", COMPARED.formatted("source: {repoURL: a, path: b}"));

        assertThat(RefreshDecision.of(same, Optional.ofNullable(requested), due))
                .isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "source: {repoURL: a, path: b}   | source: {repoURL: a, path: c}    | NORMAL",
                "source: {repoURL: a}            | sources: [{repoURL: a}]          | NORMAL",
                "sources: [{repoURL: a}]         | source: {repoURL: a}             | NORMAL",
                "sources: [{repoURL: a}]         | sources: [{repoURL: a}]          | COMPARE",
                "sources: [{repoURL: a}]         | sources: [{repoURL: a, ref: x}]  | NORMAL",
            })
    void anotherSourceAsksTheRemote(String wanted, String compared, RefreshLevel level) {
        assertThat(decide(application(wanted, COMPARED.formatted(compared)))).isEqualTo(level);
    }

    @Test
    void anotherBranchOfAHydratorAsksTheRemote() {
        String hydrator = """
                sourceHydrator: {drySource: {repoURL: a, targetRevision: main, path: b},
                    syncSource: {targetBranch: rendered, path: c}}""";
        String rendered = "source: {repoURL: a, targetRevision: %s, path: c}";

        assertThat(decide(application(hydrator, COMPARED.formatted(rendered.formatted("rendered")))))
                .isEqualTo(RefreshLevel.COMPARE);
        assertThat(decide(application(hydrator, COMPARED.formatted(rendered.formatted("old")))))
                .isEqualTo(RefreshLevel.NORMAL);
    }

    @Test
    void whatWasNeverComparedAsksTheRemote() {
        assertThat(decide(application("source: {repoURL: a}", ""))).isEqualTo(RefreshLevel.NORMAL);
        assertThat(decide(application("source: {repoURL: a}", "health: {status: Missing}")))
                .isEqualTo(RefreshLevel.NORMAL);
    }

    private static RefreshLevel decide(ApplicationObject application) {
        return RefreshDecision.of(application, Optional.empty(), RefreshDecision.Due.NOT_YET);
    }

    private static ApplicationObject application(String source, String status) {
        Application read = Serialization.unmarshal("""
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata: {name: shop, namespace: argocd}
                spec: {project: default, destination: {name: in-cluster}, %s}
                status: {%s}
                """.formatted(source, status), Application.class);
        return new ApplicationObject(
                "argocd",
                "shop",
                Map.of(),
                List.of(),
                Optional.empty(),
                read.getSpec(),
                Optional.ofNullable(read.getStatus()),
                Optional.empty());
    }
}
