package dev.capstan.kustomizationbuild.decrypt;

/**
 * What whoever builds can do when files cannot be opened; sentences without a full stop.
 *
 * @param withoutKeys when there was no key to try
 * @param otherMac when somebody changed a file without the key
 */
public record DecryptionAdvice(String withoutKeys, String otherMac) {

    /** For those who write Kustomizations. */
    static final DecryptionAdvice OF_KUSTOMIZATIONS = new DecryptionAdvice(
            "There were no keys to try: name a Secret with keys in spec.decryption.secretRef",
            "To apply it nevertheless, set the annotation %s: %s of the Kustomization"
                    .formatted(FileDecryption.MAC_ANNOTATION, FileDecryption.MAC_IGNORED));
}
