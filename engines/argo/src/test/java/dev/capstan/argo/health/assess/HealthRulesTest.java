package dev.capstan.argo.health.assess;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.argo.health.Health;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.PlainYaml;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthRulesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void anObjectThatIsBeingDeletedIsProgressingWhateverItsKind() {
        JsonNode leaving = object("""
                apiVersion: example.com/v1
                kind: Unheard
                metadata: {name: a, deletionTimestamp: "2025-01-01T00:00:00Z"}
                """);

        assertThat(HealthRules.shipped().assess(leaving)).contains(Health.progressing("Pending deletion"));
        assertThat(HealthRules.shipped().assessKind(leaving)).isEmpty();
    }

    @Test
    void aHookThatArgoHoldsIsJudgedByItsKindWhileItIsBeingDeleted() {
        JsonNode hook = object("""
                apiVersion: batch/v1
                kind: Job
                metadata:
                  name: migrate
                  deletionTimestamp: "2025-01-01T00:00:00Z"
                  finalizers: [argocd.argoproj.io/hook-finalizer]
                status: {conditions: [{type: Complete, status: "True", message: done}]}
                """);

        assertThat(HealthRules.shipped().assess(hook)).contains(Health.healthy("done"));
    }

    @Test
    void childApplicationsHaveNoHealthUnlessTheUserCustomisesIt() {
        JsonNode child = object("""
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata: {name: child}
                status: {health: {status: Degraded, message: sad}}
                """);
        Customizations appOfApps =
                Customizations.of(Map.of("resource.customizations.health.argoproj.io_Application", """
                hs = {}
                hs.status = "Progressing"
                hs.message = ""
                if obj.status ~= nil then
                  if obj.status.health ~= nil then
                    hs.status = obj.status.health.status
                    if obj.status.health.message ~= nil then
                      hs.message = obj.status.health.message
                    end
                  end
                end
                return hs
                """));

        assertThat(HealthRules.shipped().assess(child)).isEmpty();
        assertThat(appOfApps.warnings()).isEmpty();
        assertThat(HealthRules.of(appOfApps, Clock.systemUTC()).assess(child)).contains(Health.degraded("sad"));
    }

    @Test
    void aCustomisationGoesBeforeShippedAndBuiltInRules() {
        Customizations own = Customizations.of(Map.of(
                "resource.customizations.health.Service", "return {status = 'Suspended', message = 'closed'}",
                "resource.customizations.health.cert-manager.io_Certificate", "- Healthy: as you like it"));
        HealthRules rules = HealthRules.of(own, Clock.systemUTC());

        assertThat(rules.assess(object("{apiVersion: v1, kind: Service}"))).contains(Health.suspended("closed"));
        assertThat(rules.assess(object("{apiVersion: cert-manager.io/v1, kind: Certificate}")))
                .contains(Health.healthy("as you like it"));
    }

    @Test
    void aConditionThatNamesNoGenerationCountsForEveryGeneration() {
        HealthRules rules = HealthRules.shipped();
        String meta = "apiVersion: promoter.argoproj.io/v1alpha1, kind: GitRepository, metadata: {generation: 2}";
        String ready = meta + ", status: {conditions: [{type: Ready, status: 'True'";

        assertThat(rules.assess(object("{" + ready + "}]}}"))).contains(Health.healthy("Git repository is ready"));
        assertThat(rules.assess(object("{" + ready + ", observedGeneration: 1}]}}")))
                .contains(Health.progressing("Waiting for GitRepository spec update to be observed"));
    }

    @Test
    void wildcardsHoldForKindsWithoutARuleOfTheirOwn() {
        HealthRules rules = HealthRules.shipped();
        String ready = "status: {conditions: [{type: Ready, status: 'True', reason: Available}]}";

        assertThat(rules.assess(object("{apiVersion: ec2.aws.crossplane.io/v1, kind: VPC, " + ready + "}")))
                .contains(Health.healthy("Resource is up-to-date."));
        assertThat(rules.assess(object("{apiVersion: s3.aws.crossplane.io/v1, kind: Bucket, " + ready + "}")))
                .contains(Health.healthy("Available"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "5",
                "{apiVersion: 3, kind: [a]}",
                "{apiVersion: '../../index.txt', kind: '*'}",
                "{apiVersion: '/', kind: ''}",
                "{apiVersion: a/b/c, kind: Pod, metadata: 5}",
                "{kind: Pod, metadata: {finalizers: 7}}"
            })
    void whatIsNoObjectOfAKnownKindHasNoHealth(String text) {
        assertThat(HealthRules.shipped().assess(object(text))).isEmpty();
    }

    private static JsonNode object(String yaml) {
        return JSON.valueToTree(PlainYaml.read(yaml, Limits.DEFAULT));
    }
}
