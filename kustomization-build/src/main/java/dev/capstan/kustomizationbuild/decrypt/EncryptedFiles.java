package dev.capstan.kustomizationbuild.decrypt;

import dev.capstan.kustomize.RemoteBases;
import dev.capstan.secrets.keys.Keychain;
import dev.capstan.secrets.sops.MacCheck;
import dev.capstan.tree.FileTree;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which files of a build {@link DecryptedFiles} would open, where nothing does: they are read as they lie there. Needs no key. */
public final class EncryptedFiles {
    private final long largest;
    private final Set<String> found = new LinkedHashSet<>();
    private @Nullable EncryptedText texts;

    /** @param largest files of more bytes are not looked into */
    public EncryptedFiles(long largest) {
        this.largest = largest;
    }

    /** The tree as it is; what is read of it is looked at. */
    public FileTree over(FileTree tree) {
        return new DecryptingTree(tree, this::look);
    }

    /** The same for the trees of remote bases. */
    public RemoteBases over(RemoteBases bases) {
        return new DecryptingBases(bases, this::look);
    }

    private byte[] look(String path, byte[] content) {
        if (content.length <= largest
                && EncryptedText.mayBeEncrypted(path, content)
                && texts().isEncrypted(path, content)) {
            found.add(path);
        }
        return content;
    }

    /** Made only when a file looks like it: most builds need none of this. */
    private EncryptedText texts() {
        EncryptedText known = texts;
        if (known == null) {
            known = new EncryptedText(new FileDecryption(Keychain.empty(), List.of(), MacCheck.REQUIRED));
            texts = known;
        }
        return known;
    }

    /** The files that were read and are encrypted, in the order of reading. */
    public List<String> found() {
        return List.copyOf(found);
    }
}
