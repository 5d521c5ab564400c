package dev.capstan.helm.release.action;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.Manifest;
import dev.capstan.apply.SourcePosition;
import dev.capstan.apply.health.Health;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HookRulesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Job | {}                                                                    | InProgress | Job in progress",
                "Job | {'spec': {'suspend': true}}                                           | InProgress | Job is suspended",
                "Job | {'status': {'conditions': [{'type': 'Complete', 'status': 'True'}]}}  | Current    | Job Completed",
                "Job | {'status': {'conditions': [{'type': 'Failed', 'status': 'True'}]}}    | Failed     | Job Failed",
                "Job | {'status': {'conditions': [{'type': 'Failed', 'status': 'False'}]}}   | InProgress | Job in progress",
                "Job | {'metadata': {'deletionTimestamp': 'now'}}                            | Failed     | Job is being deleted",
                "Pod | {'status': {'phase': 'Succeeded'}}                                    | Current    | Pod Succeeded",
                "Pod | {'status': {'phase': 'Failed'}}                                       | Failed     | Pod a failed",
                "Pod | {'status': {'phase': 'Pending'}}                                      | InProgress | Pod is Pending"
            },
            quoteCharacter = '"')
    void saysWhenAHookHasDoneItsWork(String kind, String fields, String status, String message) throws Exception {
        ObjectNode object = (ObjectNode) new ObjectMapper().readTree(fields.replace("'", "\""));
        object.put("apiVersion", kind.equals("Job") ? "batch/v1" : "v1").put("kind", kind);
        object.withObject("/metadata").put("name", "a");
        Manifest manifest = ((Manifest.Readable) Manifest.read(object, SourcePosition.unknown())).manifest();

        Health health = HookRules.of(manifest).orElseThrow().assess(object, Instant.EPOCH);

        assertThat(health.status().word()).isEqualTo(status);
        assertThat(health.message()).startsWith(message);
    }
}
