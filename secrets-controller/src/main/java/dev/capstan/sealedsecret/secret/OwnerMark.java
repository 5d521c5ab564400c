package dev.capstan.sealedsecret.secret;

/**
 * An owner of a Secret, as its references say.
 *
 * @param uid which object it is
 * @param isController whether it manages the Secret
 * @param blocksDeletion whether it must not go before the Secret
 */
public record OwnerMark(String uid, boolean isController, boolean blocksDeletion) {
    /** The SealedSecret as the owner of its Secret. */
    public static OwnerMark of(String uid) {
        return new OwnerMark(uid, true, false);
    }
}
