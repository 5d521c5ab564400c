package dev.capstan.apply.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.Cancellation;
import dev.capstan.apply.ResourceKind;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PatientClusterTest {

    private static final ObjectRef OBJECT =
            new ObjectRef(new ResourceType(ResourceKind.of("v1", "ConfigMap"), "configmaps", true), "ns", "a");
    private static final ApiResult<ObjectNode> OK = new ApiResult.Ok<>(JsonNodeFactory.instance.objectNode(), false);

    @Test
    void f114_asksAgainWhileTheServerIsOverloadedOrFaulty() {
        ScriptedCluster script = new ScriptedCluster(
                refused(429, Optional.of(Duration.ZERO)),
                refused(503, Optional.empty()),
                new ApiResult.Unreachable<>("connection refused"),
                OK);
        PatientCluster cluster = patient(script, Duration.ofSeconds(30), new Cancellation());

        assertThat(cluster.get(OBJECT)).isEqualTo(OK);
        assertThat(cluster.requests()).isEqualTo(4);
    }

    @Test
    void f114_givesTheLastAnswerWhenPatienceEnds() {
        ScriptedCluster script = new ScriptedCluster(refused(503, Optional.of(Duration.ofMinutes(1))));
        PatientCluster cluster = patient(script, Duration.ofSeconds(1), new Cancellation());

        assertThat(cluster.get(OBJECT)).isEqualTo(refused(503, Optional.of(Duration.ofMinutes(1))));
        assertThat(cluster.requests()).isEqualTo(1);
    }

    @Test
    void neverRepeatsWhatWasAnswered() {
        ScriptedCluster script = new ScriptedCluster(refused(422, Optional.empty()));

        patient(script, Duration.ofSeconds(30), new Cancellation()).get(OBJECT);

        assertThat(script.answers).isEmpty();
    }

    @Test
    void stopsWaitingWhenCancelled() {
        ScriptedCluster script = new ScriptedCluster(refused(503, Optional.of(Duration.ofSeconds(20))), OK);
        Cancellation cancellation = new Cancellation();
        cancellation.cancel("superseded");

        ApiResult<ObjectNode> result =
                patient(script, Duration.ofMinutes(1), cancellation).get(OBJECT);

        assertThat(result).isInstanceOf(ApiResult.Refused.class);
    }

    @Test
    void objectThatTheServerNamesIsNotMadeTwiceWhenAnAnswerIsLost() {
        ScriptedCluster script = new ScriptedCluster(new ApiResult.Unreachable<>("connection reset"), OK);
        PatientCluster cluster = patient(script, Duration.ofSeconds(30), new Cancellation());
        var options = new ClusterApi.WriteOptions("us", false, ClusterApi.FieldValidation.BY_SERVER);
        ObjectNode content = JsonNodeFactory.instance.objectNode();

        assertThat(cluster.create(new ObjectRef(OBJECT.type(), "ns", ""), content, options))
                .isInstanceOf(ApiResult.Unreachable.class);
        assertThat(cluster.create(OBJECT, content, options)).isEqualTo(OK);
        assertThat(cluster.requests()).isEqualTo(2);
    }

    private static PatientCluster patient(ClusterApi api, Duration patience, Cancellation cancellation) {
        return new PatientCluster(api, Clock.systemUTC(), patience, cancellation);
    }

    private static ApiResult<ObjectNode> refused(int code, Optional<Duration> retryAfter) {
        return new ApiResult.Refused<>(code, "", "no", List.of(), retryAfter);
    }

    /** Answers from a script. */
    private static final class ScriptedCluster extends UnaskedCluster {
        private final Deque<ApiResult<ObjectNode>> answers;

        @SafeVarargs
        ScriptedCluster(ApiResult<ObjectNode>... answers) {
            this.answers = new ArrayDeque<>(List.of(answers));
        }

        @Override
        public ApiResult<ObjectNode> get(ObjectRef object) {
            return answers.removeFirst();
        }

        @Override
        public ApiResult<ObjectNode> create(ObjectRef object, ObjectNode content, WriteOptions options) {
            return answers.removeFirst();
        }
    }
}
