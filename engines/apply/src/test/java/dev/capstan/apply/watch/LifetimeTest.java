package dev.capstan.apply.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifetimeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "batch/v1 | Job | {} | {'conditions':[{'type':'Complete','status':'True'}]} | LASTING",
                "batch/v1 | Job | {'ttlSecondsAfterFinished':0} | {} | UNTIL_DONE",
                "batch/v1 | Job | {'ttlSecondsAfterFinished':0} | {'conditions':[{'type':'Complete','status':'True'}]} | DONE",
                "batch/v1 | Job | {'ttlSecondsAfterFinished':0} | {'conditions':[{'type':'Failed','status':'True'}]} | DONE",
                "batch/v1 | Job | {'ttlSecondsAfterFinished':0} | {'conditions':[{'type':'Failed','status':'False'}]} | UNTIL_DONE",
                "example.com/v1 | Job | {'ttlSecondsAfterFinished':0} | {} | LASTING",
                "argoproj.io/v1alpha1 | Workflow | {'ttlStrategy':{}} | {'finishedAt':'x'} | DONE",
                "argoproj.io/v1alpha1 | Workflow | {'ttlStrategy':{}} | {} | UNTIL_DONE",
                "argoproj.io/v1alpha1 | Workflow | {} | {'finishedAt':'x'} | LASTING",
                "tekton.dev/v1 | PipelineRun | {} | {'completionTime':'x'} | DONE",
                "tekton.dev/v1beta1 | TaskRun | {} | {'completionTime':'x'} | DONE",
                "tekton.dev/v1 | PipelineRun | {} | {} | LASTING",
                "tekton.dev/v1 | Pipeline | {} | {'completionTime':'x'} | LASTING",
                "v1 | Pod | {} | {'phase':'Succeeded'} | DONE",
                "v1 | Pod | {} | {'phase':'Failed'} | LASTING",
                "v1 | ConfigMap | {} | {} | LASTING",
            })
    void isReadFromTheObject(String apiVersion, String kind, String spec, String status, Lifetime expected)
            throws JsonProcessingException {
        String json = "{'apiVersion':'%s','kind':'%s','spec':%s,'status':%s}".formatted(apiVersion, kind, spec, status);

        assertThat(Lifetime.of(new ObjectMapper().readTree(json.replace('\'', '"'))))
                .isEqualTo(expected);
    }
}
