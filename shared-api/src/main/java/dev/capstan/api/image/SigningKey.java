package dev.capstan.api.image;

import dev.capstan.api.meta.LocalRef;
import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * What commits are signed with.
 *
 * @param secretRef the key: {@code git.asc} and {@code passphrase} for gpg, {@code identity} and {@code password} for ssh
 * @param type kind of the signature; absent means {@code gpg}
 */
@WireRecord
public record SigningKey(
        @Required LocalRef secretRef,

        @Nullable @OneOf({"gpg", "ssh"}) String type) {

    /** Signatures by keys of SSH. */
    public static final String SSH = "ssh";

    /** Whether the signature is one of SSH. */
    public boolean bySsh() {
        return SSH.equals(type);
    }
}
