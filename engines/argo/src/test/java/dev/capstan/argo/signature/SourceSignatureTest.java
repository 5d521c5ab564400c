package dev.capstan.argo.signature;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.argo.signature.SourceSignature.ByKeys;
import dev.capstan.argo.signature.SourceSignature.KeyReference;
import dev.capstan.argo.signature.SourceSignature.NotDemanded;
import dev.capstan.argo.signature.SourceSignature.Unusable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceSignatureTest {
    private static SourceSignature read(String source) {
        try {
            return SourceSignature.of(new ObjectMapper().readTree(source.replace('\'', '"')));
        } catch (JsonProcessingException wrong) {
            throw new AssertionError(source, wrong);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'signatureVerification':{}}",
                "{'signatureVerification':{'enabled':false,'signatureKeys':[]}}",
                "{'signatureVerification':'yes'}"
            })
    void isOffUnlessItIsEnabled(String source) {
        assertThat(read(source)).isEqualTo(new NotDemanded());
    }

    @Test
    void namesEntriesOfSecrets() {
        assertThat(read("{'signatureVerification':{'enabled':true,'signatureKeys':["
                        + "{'gpg':{'privateKeySecret':{'name':'keys','key':'alice.asc'}}},"
                        + "{'gpg':{'privateKeySecret':{'name':'keys','key':'bob.asc'}}}]}}"))
                .isEqualTo(new ByKeys(
                        List.of(new KeyReference("keys", "alice.asc"), new KeyReference("keys", "bob.asc"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'signatureVerification':{'enabled':true}}",
                "{'signatureVerification':{'enabled':true,'signatureKeys':[]}}",
                "{'signatureVerification':{'enabled':true,'signatureKeys':[{}]}}",
                "{'signatureVerification':{'enabled':true,'signatureKeys':[{'gpg':{'privateKeySecret':{'name':'a'}}}]}}"
            })
    void enabledWithoutKeysLetsNothingThrough(String source) {
        assertThat(read(source)).isInstanceOf(Unusable.class);
    }
}
