package dev.capstan.argo.set.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.argo.set.SetYaml;
import dev.capstan.argo.set.status.SetCondition.Type;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SetConditionsTest {
    private static final Instant THEN = Instant.parse("2026-01-02T03:00:00Z");
    private static final Instant NOW = Instant.parse("2026-01-02T03:05:00.5Z");

    @Test
    void aSetThatIsUpToDateSaysSo() {
        List<SetCondition> conditions = SetConditions.upToDate(List.of(), false, NOW);

        assertThat(conditions)
                .extracting(it -> it.type().wireName() + "=" + it.status() + " " + it.reason())
                .containsExactly(
                        "ErrorOccurred=False ApplicationSetUpToDate",
                        "ParametersGenerated=True ParametersGenerated",
                        "ResourcesUpToDate=True ApplicationSetUpToDate");
        assertThat(conditions)
                .allSatisfy(it -> assertThat(it.lastTransitionTime()).contains(Instant.parse("2026-01-02T03:05:00Z")));
        assertThat(SetConditions.health(conditions).status()).isEqualTo("Healthy");
    }

    @Test
    void aFailureIsToldWhereItHappened() {
        assertThat(SetConditions.failed(List.of(), SetReason.PARAMETERS_FAILED, "no", false, false, NOW))
                .extracting(it -> it.type().wireName() + "=" + it.status() + " " + it.reason())
                .containsExactly(
                        "ErrorOccurred=True ApplicationGenerationFromParamsError",
                        "ParametersGenerated=False ErrorOccurred",
                        "ResourcesUpToDate=False ErrorOccurred");
        List<SetCondition> later = SetConditions.failed(List.of(), SetReason.VALIDATION_FAILED, "no", true, false, NOW);
        assertThat(later)
                .anySatisfy(it -> assertThat(it.type() == Type.PARAMETERS_GENERATED && it.holds())
                        .isTrue());
        assertThat(SetConditions.health(later)).isEqualTo(new SetConditions.Health("Degraded", "no"));
    }

    @Test
    void whatSaysTheSameKeepsItsTime() {
        List<SetCondition> before = SetConditions.upToDate(List.of(), false, THEN);

        assertThat(SetConditions.upToDate(before, false, NOW)).isEqualTo(before);
    }

    @Test
    void rolloutsAreToldOnlyWhileThereAreSteps() {
        List<SetCondition> rolling = SetConditions.rollout(
                SetConditions.upToDate(List.of(), true, THEN),
                List.of(SetCondition.of(Type.ROLLOUT_PROGRESSING, true, SetReason.MODIFIED.wireName(), "step 1")),
                NOW);

        assertThat(SetConditions.health(rolling)).isEqualTo(new SetConditions.Health("Progressing", "step 1"));
        assertThat(SetConditions.upToDate(rolling, true, NOW))
                .extracting(SetCondition::type)
                .contains(Type.ROLLOUT_PROGRESSING);
        assertThat(SetConditions.upToDate(rolling, false, NOW))
                .extracting(SetCondition::type)
                .doesNotContain(Type.ROLLOUT_PROGRESSING);
    }

    @Test
    void aLongMessageIsCut() {
        assertThat(new SetCondition(Type.ERROR_OCCURRED, "True", "r", "x".repeat(20_000), Optional.empty()).message())
                .hasSize(8_192)
                .endsWith("…");
    }

    @Test
    void nothingIsKnownOfASetWithoutConditions() {
        assertThat(SetConditions.health(List.of()).status()).isEqualTo("Unknown");
    }

    @Test
    void applicationsAreListedByName() {
        SetResources resources = SetResources.of(List.of(
                SetYaml.of(
                        "{metadata: {name: b, namespace: argocd}, status: {sync: {status: Synced}, health: {status: Healthy, message: x}}}"),
                SetYaml.of("{metadata: {name: a, namespace: argocd}}")));

        assertThat(resources.count()).isEqualTo(2);
        assertThat(resources.entries())
                .containsExactly(
                        SetYaml.of(
                                "{group: argoproj.io, version: v1alpha1, kind: Application, name: a, namespace: argocd}"),
                        SetYaml.of(
                                "{group: argoproj.io, version: v1alpha1, kind: Application, name: b, namespace: argocd,"
                                        + " status: Synced, health: {status: Healthy}}"));
    }
}
