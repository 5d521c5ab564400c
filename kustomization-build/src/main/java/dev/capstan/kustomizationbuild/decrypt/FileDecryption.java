package dev.capstan.kustomizationbuild.decrypt;

import dev.capstan.secrets.Outcome;
import dev.capstan.secrets.SecretsFailure;
import dev.capstan.secrets.keys.KeyService;
import dev.capstan.secrets.metadata.Metadata;
import dev.capstan.secrets.sops.MacCheck;
import dev.capstan.secrets.sops.Sops;
import dev.capstan.secrets.sops.SopsText;
import java.util.List;
import java.util.function.UnaryOperator;

/** How encrypted files are opened in one build: with these keys and no others. Prints nothing of them. */
public final class FileDecryption {
    /** The annotation of a Kustomization that lets files pass whose MAC does not match. */
    public static final String MAC_ANNOTATION = "capstan.dev/sops-mac";

    /** The value of that annotation. */
    public static final String MAC_IGNORED = "ignored";

    private final KeyService service;
    private final Sops sops;
    private final List<String> keys;
    private final MacCheck check;
    private final DecryptionAdvice advice;

    /**
     * Opens with the keys of a service, for a Kustomization.
     *
     * @param keys public names of what the service has, for messages
     * @param check what becomes of files that somebody changed without the key
     */
    public FileDecryption(KeyService service, List<String> keys, MacCheck check) {
        this(service, keys, check, DecryptionAdvice.OF_KUSTOMIZATIONS);
    }

    /** As the other one, with words for those who read its messages. */
    public FileDecryption(KeyService service, List<String> keys, MacCheck check, DecryptionAdvice advice) {
        this.service = service;
        this.sops = new Sops(service);
        this.keys = List.copyOf(keys);
        this.check = check;
        this.advice = advice;
    }

    /** The same, its keys asked in another way. */
    public FileDecryption asking(UnaryOperator<KeyService> way) {
        return new FileDecryption(way.apply(service), keys, check, advice);
    }

    /** What became of opening a file. */
    sealed interface Opening {
        /** Its plain text. */
        record Opened(byte[] plain) implements Opening {
            @Override
            public String toString() {
                return "Opened";
            }
        }

        /** It cannot be opened; for people, without anything secret. */
        record Refused(String message) implements Opening {}
    }

    Opening open(SopsText encrypted) {
        return switch (sops.decrypt(encrypted, check)) {
            case Outcome.Done<byte[]>(var plain) -> new Opening.Opened(plain);
            case Outcome.Refused<byte[]>(var failure) -> new Opening.Refused(describe(failure));
        };
    }

    /** Whether a text has metadata, be they usable or not. Needs no key. */
    boolean isEncrypted(SopsText text) {
        return switch (sops.metadata(text)) {
            case Outcome.Done<Metadata> _ -> true;
            case Outcome.Refused<Metadata>(var failure) ->
                !(failure instanceof SecretsFailure.NoMetadata || failure instanceof SecretsFailure.FileMalformed);
        };
    }

    private String describe(SecretsFailure failure) {
        String what = switch (failure) {
            case SecretsFailure.KeysNotRecovered _ ->
                keys.isEmpty() ? ". " + advice.withoutKeys() : ". Tried: " + String.join(", ", keys);
            case SecretsFailure.MacMismatch _ -> ". " + advice.otherMac();
            case SecretsFailure.ThresholdUnusable _ -> ". Correct shamir_threshold in the sops metadata of the file";
            case SecretsFailure.FileMalformed _,
                    SecretsFailure.NoDocument _,
                    SecretsFailure.NoMetadata _,
                    SecretsFailure.MetadataMalformed _,
                    SecretsFailure.ValueNotDecryptable _ ->
                ". Take the file from a commit in which it was whole, or encrypt it once more";
            case SecretsFailure.PlainTextMalformed _,
                    SecretsFailure.AlreadyEncrypted _,
                    SecretsFailure.NotWritable _,
                    SecretsFailure.ValueNotEncryptable _,
                    SecretsFailure.KeysNotWrapped _,
                    SecretsFailure.NoKeys _,
                    SecretsFailure.NoMatchingRule _,
                    SecretsFailure.ConfigMalformed _,
                    SecretsFailure.PathNotFound _,
                    SecretsFailure.PathMalformed _,
                    SecretsFailure.NewValueMalformed _ -> "";
        };
        return "decryption failed: " + failure.message() + what;
    }

    @Override
    public String toString() {
        return "FileDecryption" + keys;
    }
}
