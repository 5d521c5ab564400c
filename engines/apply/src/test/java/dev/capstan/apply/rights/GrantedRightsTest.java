package dev.capstan.apply.rights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.ResourceType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantedRightsTest {

    private static final ObjectRef DEPLOYMENT = new ObjectRef(
            new ResourceType(new ResourceKind("apps", "v1", "Deployment"), "deployments", true), "shop", "web");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    everything                 | true  | [{"verbs":["*"],"apiGroups":["*"],"resources":["*"]}]
                    the two verbs              | true  | [{"verbs":["patch","create"],"apiGroups":["apps"],"resources":["deployments"]}]
                    the two verbs in two rules | true  | [{"verbs":["patch"],"apiGroups":["apps"],"resources":["*"]},{"verbs":["create"],"apiGroups":["*"],"resources":["deployments"]}]
                    by its name                | true  | [{"verbs":["*"],"apiGroups":["apps"],"resources":["deployments"],"resourceNames":["web"]}]
                    by another name            | false | [{"verbs":["*"],"apiGroups":["apps"],"resources":["deployments"],"resourceNames":["db"]}]
                    only patch                 | false | [{"verbs":["patch"],"apiGroups":["apps"],"resources":["deployments"]}]
                    only create                | false | [{"verbs":["create"],"apiGroups":["apps"],"resources":["deployments"]}]
                    another group              | false | [{"verbs":["*"],"apiGroups":[""],"resources":["deployments"]}]
                    a subresource              | false | [{"verbs":["*"],"apiGroups":["apps"],"resources":["deployments/status"]}]
                    nothing                    | false | []
                    """)
    void applyTakesTheRightsToPatchAndToCreate(String what, boolean isGranted, String rules)
            throws JsonProcessingException {
        var review = new ObjectMapper().readTree("{\"status\":{\"resourceRules\":" + rules + "}}");

        assertThat(GrantedRights.of(review).allowToApply(DEPLOYMENT)).as(what).isEqualTo(isGranted);
    }
}
