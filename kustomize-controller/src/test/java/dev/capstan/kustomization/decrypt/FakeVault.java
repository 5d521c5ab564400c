package dev.capstan.kustomization.decrypt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.secrets.kms.KmsAnswer;
import dev.capstan.secrets.kms.KmsException;
import dev.capstan.secrets.kms.KmsRequest;
import dev.capstan.secrets.kms.KmsTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The transit engine of a Vault, as it answers for one key: its cipher text is the plain text. */
public final class FakeVault implements KmsTransport {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Optional<String> outage = Optional.empty();
    private int decryptions;

    /** How often it was asked to decrypt. */
    public int decryptions() {
        return decryptions;
    }

    /** It does not answer any more, for this reason. */
    public void fails(String problem) {
        outage = Optional.of(problem);
    }

    @Override
    public KmsAnswer send(KmsRequest request) throws KmsException {
        boolean isDecryption = request.address().getPath().contains("/decrypt/");
        if (isDecryption) {
            decryptions++;
        }
        if (outage.isPresent()) {
            throw new KmsException(outage.get());
        }
        try {
            var body = JSON.readTree(request.body());
            String value = body.path(isDecryption ? "ciphertext" : "plaintext").asText();
            String answer = "{\"data\":{\"%s\":\"%s\"}}".formatted(isDecryption ? "plaintext" : "ciphertext", value);
            return new KmsAnswer(200, answer.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
