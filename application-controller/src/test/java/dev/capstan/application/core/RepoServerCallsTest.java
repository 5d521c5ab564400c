package dev.capstan.application.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.application.core.grpc.GrpcAnswer;
import dev.capstan.application.core.grpc.GrpcStatus;
import dev.capstan.application.core.grpc.ProtobufFields;
import dev.capstan.application.source.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepoServerCallsTest {
    private static final String RESOLVE = "/repository.RepoServerService/ResolveRevision";

    private final List<RevisionQuestion> asked = new ArrayList<>();
    private Answer<String> known = new Answer.Known<>("4be1f0a2");
    private final RepoServerCalls calls = new RepoServerCalls(question -> {
        asked.add(question);
        return known;
    });

    @Test
    void thereAreNoPlugins() {
        assertThat(calls.answer("/repository.RepoServerService/ListPlugins", new byte[0]))
                .isInstanceOfSatisfying(
                        GrpcAnswer.Message.class,
                        message -> assertThat(message.content()).isEmpty());
    }

    @Test
    void aRevisionIsResolvedForAnApplicationByName() {
        GrpcAnswer answer = calls.answer(RESOLVE, RevisionMessages.request("argocd", "my-app", "main"));

        assertThat(asked).containsExactly(new RevisionQuestion("argocd", "my-app", -1, "main"));
        assertThat(answer).isInstanceOfSatisfying(GrpcAnswer.Message.class, message -> {
            var fields = ProtobufFields.read(message.content()).orElseThrow();
            assertThat(fields.text(1)).isEqualTo("4be1f0a2");
            assertThat(fields.text(2)).isEqualTo("main (4be1f0a2)");
        });
    }

    @Test
    void whatCannotBeResolvedIsSaid() {
        known = new Answer.Failed<>("there is no branch main");

        assertThat(calls.answer(RESOLVE, RevisionMessages.request("argocd", "my-app", "main")))
                .isEqualTo(new GrpcAnswer.Refused(GrpcStatus.FAILED_PRECONDITION, "there is no branch main"));
    }

    @Test
    void aMessageThatIsNoneIsRefused() {
        assertThat(calls.answer(RESOLVE, new byte[] {0x0a, 100}))
                .isInstanceOfSatisfying(
                        GrpcAnswer.Refused.class,
                        refused -> assertThat(refused.status()).isEqualTo(GrpcStatus.INVALID_ARGUMENT));
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GenerateManifest", "TestRepository", "GetAppDetails", "GetRevisionMetadata", "Unknown"})
    void otherCallsSayWhatToDoInstead(String method) {
        assertThat(calls.answer("/repository.RepoServerService/" + method, new byte[0]))
                .isInstanceOfSatisfying(GrpcAnswer.Refused.class, refused -> {
                    assertThat(refused.status()).isEqualTo(GrpcStatus.UNIMPLEMENTED);
                    assertThat(refused.why()).contains("Capstan");
                });
    }
}
