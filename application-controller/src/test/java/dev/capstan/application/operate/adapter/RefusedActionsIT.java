package dev.capstan.application.operate.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.compare.ServerDryRun;
import dev.capstan.argo.project.ServiceAccounts.Account;
import dev.capstan.argo.sync.ApplyMode;
import dev.capstan.argo.sync.ApplyMode.Way;
import dev.capstan.testkit.cluster.TestAccount;
import dev.capstan.testkit.cluster.WithCluster;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What may not be done, and how that is said. */
@WithCluster(crds = false)
class RefusedActionsIT extends ObjectActionsFixture {

    @Test
    void unknownFieldsAreRefusedUnlessValidationIsOff() {
        ObjectNode odd = configMap("a", "data: {k: v}, colour: red");

        assertThat(failure(apply(odd, APPLY))).contains("colour");
        applied(odd, new ApplyMode(Way.CLIENT_SIDE_APPLY, false, false, false), "configmap/a created");
    }

    @Test
    void t069_accountWithoutRightsIsNamedAndNothingFallsBackToMore() {
        TestAccount.create(own, "poor");
        account = new Account.Impersonated("system:serviceaccount:" + namespace + ":poor");

        assertThat(failure(apply(configMap("a", "data: {k: v}"), APPLY)))
                .contains("the service account poor of the namespace " + namespace + " may not create configmaps");
        account = new Account.Unusable("the account cannot be read");
        assertThat(failure(apply(configMap("a", "data: {k: v}"), APPLY))).isEqualTo("the account cannot be read");
        account = new Account.NoneNamed();
        installed = Optional.of(namespace + ":poor");
        assertThat(failure(apply(configMap("a", "data: {k: v}"), APPLY))).contains("poor");
        assertThat(live("a")).isNull();
    }

    @Test
    void d062_refusalOfASecretShowsNoValue() {
        JsonNode secret = yaml("""
                apiVersion: v1
                kind: Secret
                metadata: {name: s, namespace: NS}
                type: kubernetes.io/tls
                stringData: {very-secret-marker-key: very-secret-marker, tls.crt: very-secret-marker}
                """);

        assertThat(failure(apply((ObjectNode) secret, APPLY)))
                .isNotBlank()
                .doesNotContain("very-secret-marker,")
                .doesNotContain("dmVyeS1zZWNyZXQtbWFya2Vy");
        ((ObjectNode) secret).put("type", "Opaque").put("immutable", true);
        applied((ObjectNode) secret, APPLY, "secret/s created");
        ((ObjectNode) secret).withObject("/stringData").put("tls.crt", "another-marker");
        assertThat(failure(apply((ObjectNode) secret, APPLY)))
                .contains("immutable")
                .doesNotContain("another-marker")
                .doesNotContain("very-secret-marker");
    }

    @Test
    void aTrialThatIsRefusedSaysWhy() {
        ServerDryRun.Answer answer = actions().tryOut(configMap("a", "data: {k: {not: text}}"), context());

        assertThat(answer).isInstanceOf(ServerDryRun.Answer.Refused.class);
    }
}
