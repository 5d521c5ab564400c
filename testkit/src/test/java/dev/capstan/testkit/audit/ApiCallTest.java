package dev.capstan.testkit.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ApiCallTest {
    static final String LISTED = """
            {"kind":"Event","apiVersion":"audit.k8s.io/v1","stage":"ResponseComplete","verb":"list",
            "requestURI":"/api/v1/namespaces/team/secrets?limit=500",
            "user":{"username":"system:serviceaccount:flux-system:source-controller"},
            "objectRef":{"resource":"secrets","namespace":"team","apiVersion":"v1"},
            "responseStatus":{"code":403},"annotations":{"authorization.k8s.io/decision":"forbid"}}
            """.replace("\n", "");
    static final String APPLIED = """
            {"verb":"patch","requestURI":"/apis/apps/v1/namespaces/team/deployments/web/scale",
            "user":{"username":"system:serviceaccount:flux-system:kustomize-controller"},
            "impersonatedUser":{"username":"system:serviceaccount:team:apply"},
            "objectRef":{"resource":"deployments","subresource":"scale","namespace":"team","name":"web","apiGroup":"apps"},
            "responseStatus":{"code":200},"annotations":{"authorization.k8s.io/decision":"%s"}}
            """.replace("\n", "");

    @Test
    void saysWhatWasRefused() {
        ApiCall call = ApiCall.parse(LISTED);

        assertThat(call.isForbidden()).isTrue();
        assertThat(call)
                .hasToString("system:serviceaccount:flux-system:source-controller may not list secrets in team");
    }

    @Test
    void needsImpersonationForWhatIsAskedAsSomebodyElse() {
        ApiCall call = ApiCall.parse(APPLIED.formatted("forbid"));

        assertThat(call.impersonated()).contains("system:serviceaccount:team:apply");
        assertThat(call.resource()).isEqualTo("deployments/scale");
        assertThat(call.needs()).containsExactly(new ApiCall.Need("", "serviceaccounts", "impersonate", "", ""));
    }

    @Test
    void anApplyThatMadeAnObjectNeededToBeAllowedTo() {
        ApiCall call = ApiCall.parse("""
                {"verb":"patch","user":{"username":"a"},"objectRef":{"resource":"pods","name":"web"},\
                "responseStatus":{"code":201},"annotations":{"authorization.k8s.io/decision":"allow"}}""");

        assertThat(call.needs()).extracting(ApiCall.Need::verb).containsExactly("patch", "create");
    }

    @Test
    void aRefusedImpersonationHasNoDecisionAndIsForbidden() {
        ApiCall call = ApiCall.parse("""
                {"verb":"get","user":{"username":"a"},"objectRef":{"resource":"pods"},"responseStatus":{"code":403}}""");

        assertThat(call).hasToString("a may not impersonate serviceaccounts");
        assertThat(call.isRefusedToUser()).isTrue();
    }

    @Test
    void whatAdmissionRefusesIsNotForbiddenByRoles() {
        ApiCall call = ApiCall.parse("""
                {"verb":"create","user":{"username":"a"},"objectRef":{"resource":"pods"},"responseStatus":{"code":403},\
                "annotations":{"authorization.k8s.io/decision":"allow"}}""");

        assertThat(call.isForbidden()).isFalse();
    }

    @Test
    void whatIsNoResourceHasItsPath() {
        assertThat(ApiCall.parse("""
                        {"verb":"get","requestURI":"/version","user":{"username":"a"}}""").resource()).isEqualTo("/version");
    }

    @Test
    void refusesWhatIsNoEvent() {
        assertThatThrownBy(() -> ApiCall.parse("{")).isInstanceOf(IllegalArgumentException.class);
    }
}
