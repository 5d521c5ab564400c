package dev.capstan.kustomization.decrypt;

import dev.capstan.kustomizationbuild.decrypt.FileDecryption;
import java.util.Optional;

/**
 * What the files of one run are opened with.
 *
 * @param decryption empty when nothing is to be decrypted
 */
public record LoadedKeys(Optional<FileDecryption> decryption, KeysVersion version) {

    /** Nothing is decrypted. */
    public static final LoadedKeys NONE = new LoadedKeys(Optional.empty(), KeysVersion.NONE);
}
