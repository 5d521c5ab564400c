package dev.capstan.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** First installs in the name of an account that may lack a right, on a real API server. */
class LimitedRightsIT extends ClusterFixture {

    private static final PolicyRule CORE = rule("", "configmaps", "services", "secrets");

    @Test
    void writesNothingOfANewStageWhenOneObjectIsNotAllowed() {
        allow(CORE);

        try (ApplyFixture tenant = tenant()) {
            ApplyOutcome.ApplyFailed failed = tenant.refused(APP);

            assertThat(failed.failure().message())
                    .startsWith("Deployment/" + namespace + "/web (app.yaml:18) dry-run failed (Forbidden): ");
            assertThat(failed.changes().hasChanges()).isFalse();
            assertThat(engine.exists(engine.configMap("settings"))).isFalse();
            assertThat(engine.exists(engine.ref("", "v1", "Service", "web"))).isFalse();
            assertThat(engine.exists(engine.ref("", "v1", "Secret", "token"))).isFalse();
        }
    }

    @Test
    void asksOnceWhatIsAllowedAndThenWritesEachObjectOnce() {
        allow(CORE, rule("apps", "deployments"));

        try (ApplyFixture tenant = tenant()) {
            ApplyOutcome.Applied applied = tenant.applied(APP);

            assertThat(ApplyFixture.lines(applied.changes()))
                    .allMatch(line -> line.endsWith(" created"))
                    .hasSize(4);
            assertThat(applied.record().requests()).isEqualTo(1 + 4);
        }
    }

    @Test
    void triesRolesFirstBecauseNobodyMayGrantWhatTheyDoNotHave() {
        allow(CORE, rule("rbac.authorization.k8s.io", "roles"));

        try (ApplyFixture tenant = tenant()) {
            ApplyOutcome.ApplyFailed failed = tenant.refused("""
                    apiVersion: v1
                    kind: ConfigMap
                    metadata: {name: settings, namespace: NS}
                    ---
                    apiVersion: rbac.authorization.k8s.io/v1
                    kind: Role
                    metadata: {name: more, namespace: NS}
                    rules: [{apiGroups: [apps], resources: [deployments], verbs: [delete]}]
                    """);

            assertThat(failed.failure().message()).contains("Role/" + namespace + "/more", "Forbidden");
            assertThat(engine.exists(engine.configMap("settings"))).isFalse();
        }
    }

    private ApplyFixture tenant() {
        return new ApplyFixture(engine.api, namespace, "app", "system:serviceaccount:" + namespace + ":deployer");
    }

    private void allow(PolicyRule... rules) {
        client.resource(new RoleBuilder()
                        .withNewMetadata()
                        .withName("deployer")
                        .withNamespace(namespace)
                        .endMetadata()
                        .withRules(List.of(rules))
                        .build())
                .create();
        client.resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName("deployer")
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", "deployer")
                        .addNewSubject("", "ServiceAccount", "deployer", namespace)
                        .build())
                .create();
    }

    private static PolicyRule rule(String group, String... resources) {
        return new PolicyRuleBuilder()
                .withApiGroups(group)
                .withResources(resources)
                .withVerbs("get", "create", "patch")
                .build();
    }
}
