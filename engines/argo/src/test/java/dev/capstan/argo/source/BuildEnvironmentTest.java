package dev.capstan.argo.source;

import static dev.capstan.argo.source.Sources.ENVIRONMENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildEnvironmentTest {

    @ParameterizedTest
    @CsvSource({
        "plain, plain",
        "$ARGOCD_APP_NAME, web",
        "${ARGOCD_APP_NAME}-x, web-x",
        "$ARGOCD_APP_NAMESPACE/$ARGOCD_APP_PROJECT_NAME, prod/team",
        "$ARGOCD_APP_REVISION, 0123456789abcdef0123456789abcdef01234567",
        "$ARGOCD_APP_REVISION_SHORT, 0123456",
        "$ARGOCD_APP_REVISION_SHORT_8, 01234567",
        "$ARGOCD_APP_SOURCE_REPO_URL, https://h/r",
        "$ARGOCD_APP_SOURCE_PATH, apps/web",
        "$ARGOCD_APP_SOURCE_TARGET_REVISION, main",
        "a$$b, a$b",
        "$UNKNOWN.x, .x",
        "a$, a$",
        "a$-b, ab",
        "a$.b, a$.b",
        "${}x, x",
        "${ARGOCD_APP_NAME, ARGOCD_APP_NAME",
        "$ARGOCD_APP_NAMEX, ''"
    })
    void expands(String text, String expected) {
        assertThat(ENVIRONMENT.expand(text)).isEqualTo(expected);
    }

    @Test
    void whatIsInAValueIsNotExpandedAgain() {
        assertThat(new BuildEnvironment(Map.of("A", "$B", "B", "x")).expand("$A"))
                .isEqualTo("$B");
    }

    @Test
    void valuesThatAreTooLongAreLeftOut() {
        assertThat(new BuildEnvironment(Map.of("A", "x".repeat(5000))).expand("$A"))
                .isEmpty();
    }
}
