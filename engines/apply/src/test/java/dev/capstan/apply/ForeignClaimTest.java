package dev.capstan.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignClaimTest {

    private static final ObjectId WEB = new ObjectId("apps", "Deployment", "shop", "web");
    private static final ObjectId ROLE = new ObjectId("rbac.authorization.k8s.io", "ClusterRole", "", "reader");

    private static ObjectNode marked(String mark) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.putObject("metadata").putObject("annotations").put(ForeignClaim.TRACKING_ID, mark);
        return object;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "my-app:apps/Deployment:shop/web | my-app",
                "team_my-app:apps/Deployment:shop/web | team_my-app",
                "my-app:apps/ReplicaSet:shop/web |",
                "my-app:apps/Deployment:other/web |",
                "my-app:apps/Deployment:shop/other |",
                ":apps/Deployment:shop/web |",
                "my-app |",
                "my-app:apps/Deployment |"
            })
    void onlyAMarkThatSpeaksOfTheObjectIsAClaim(String mark, String application) {
        assertThat(ForeignClaim.of(WEB, marked(mark)))
                .isEqualTo(Optional.ofNullable(application).map(ForeignClaim::new));
    }

    @Test
    void objectWithoutNamespaceHasThatOfTheDestinationInItsMark() {
        assertThat(ForeignClaim.of(ROLE, marked("a:rbac.authorization.k8s.io/ClusterRole:shop/reader")))
                .contains(new ForeignClaim("a"));
        assertThat(ForeignClaim.of(ROLE, marked("a:rbac.authorization.k8s.io/ClusterRole:shop/writer")))
                .isEmpty();
    }

    @Test
    void objectThatMayBeTakenOverIsNotClaimed() {
        ObjectNode object = marked("my-app:apps/Deployment:shop/web");
        object.withObject("/metadata/annotations").put(ForeignClaim.TAKEOVER, "allowed");

        assertThat(ForeignClaim.of(WEB, object)).isEmpty();
    }
}
