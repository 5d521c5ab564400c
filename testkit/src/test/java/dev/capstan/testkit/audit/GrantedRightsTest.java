package dev.capstan.testkit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GrantedRightsTest {
    private static final String USER = "system:serviceaccount:home:worker";

    private final GrantedRights granted = GrantedRights.of(Stream.of("""
                    apiVersion: rbac.authorization.k8s.io/v1
                    kind: ClusterRole
                    metadata: {name: everywhere}
                    rules:
                    - {apiGroups: [""], resources: [secrets, pods/log], verbs: [get]}
                    - {apiGroups: ["*"], resources: ["*"], verbs: [get, watch]}
                    - {apiGroups: [""], resources: [serviceaccounts], verbs: [impersonate]}
                    """, """
                    apiVersion: rbac.authorization.k8s.io/v1
                    kind: ClusterRoleBinding
                    metadata: {name: any}
                    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: everywhere}
                    subjects:
                    - {kind: ServiceAccount, name: worker, namespace: home}
                    - {kind: Group, name: people}
                    """, """
                    apiVersion: rbac.authorization.k8s.io/v1
                    kind: Role
                    metadata: {name: here, namespace: home}
                    rules:
                    - {apiGroups: [coordination.k8s.io], resources: [leases], verbs: [update], resourceNames: [mine]}
                    """, """
                    apiVersion: rbac.authorization.k8s.io/v1
                    kind: RoleBinding
                    metadata: {name: any, namespace: home}
                    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: here}
                    subjects: [{kind: ServiceAccount, name: worker, namespace: home}]
                    """)
            .<HasMetadata>map(Serialization::unmarshal)
            .toList());

    @Test
    void readsTheRightsOfEveryAccount() {
        assertThat(granted.users()).containsExactly(USER);
        assertThat(granted.unusedIn(List.of()))
                .extracting(Right::toString)
                .containsExactly(
                        "everywhere: get secrets",
                        "everywhere: get pods/log",
                        "everywhere: get *.*",
                        "everywhere: watch *.*",
                        "everywhere: impersonate serviceaccounts",
                        "here: update leases.coordination.k8s.io [mine]");
    }

    @Test
    void aRightIsUsedByACallThatNeedsIt() {
        assertThat(unusedAfter(call("get", "", "secrets", "any"))).doesNotContain("everywhere: get secrets");
        assertThat(unusedAfter(call("get", "", "pods/log", "any"))).doesNotContain("everywhere: get pods/log");
        assertThat(unusedAfter(call("update", "coordination.k8s.io", "leases", "mine")))
                .noneMatch(right -> right.startsWith("here: "));
        assertThat(unusedAfter(call("update", "coordination.k8s.io", "leases", "other")))
                .anyMatch(right -> right.startsWith("here: "));
    }

    @Test
    void aRightForAllKindsIsUsedWhereNoOtherWouldDo() {
        assertThat(unusedAfter(call("get", "", "secrets", "any"))).contains("everywhere: get *.*");
        assertThat(unusedAfter(call("get", "apps", "deployments/status", "any")))
                .doesNotContain("everywhere: get *.*");
    }

    @Test
    void workAsSomebodyElseUsesImpersonationAlone() {
        var asOther = new ApiCall(USER, Optional.of("other"), "get", "", "secrets", "", "any", false, true);

        assertThat(unusedAfter(asOther))
                .contains("everywhere: get secrets")
                .doesNotContain("everywhere: impersonate serviceaccounts");
    }

    @Test
    void tellsWhatWasRefusedForALackOfRights() {
        assertThat(granted.missingIn(List.of(
                        refused("list", "", "secrets", "home"),
                        refused("list", "", "secrets", "home"),
                        refused("get", "", "secrets", "home"),
                        refused("update", "coordination.k8s.io", "leases", "elsewhere"))))
                .containsExactly(
                        USER + " may not list secrets mine in home",
                        USER + " may not update leases.coordination.k8s.io mine in elsewhere");
    }

    private static ApiCall refused(String verb, String group, String resource, String namespace) {
        return new ApiCall(USER, Optional.empty(), verb, group, resource, namespace, "mine", false, true);
    }

    @Test
    void whatOthersDoOrWhatIsRefusedIsNoUse() {
        assertThat(unusedAfter(new ApiCall("other", Optional.empty(), "get", "", "secrets", "", "any", false, false)))
                .contains("everywhere: get secrets");
        assertThat(unusedAfter(new ApiCall(USER, Optional.empty(), "get", "", "secrets", "", "any", false, true)))
                .contains("everywhere: get secrets");
    }

    private List<String> unusedAfter(ApiCall call) {
        return granted.unusedIn(List.of(call)).stream().map(Right::toString).toList();
    }

    private static ApiCall call(String verb, String group, String resource, String name) {
        return new ApiCall(USER, Optional.empty(), verb, group, resource, "home", name, false, false);
    }
}
