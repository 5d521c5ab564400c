package dev.capstan.git.connection;

import dev.capstan.git.Revision;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;

/**
 * What a selector means at one moment.
 *
 * @param reference how the revision names it; empty for a bare commit
 * @param object what the reference points at: a commit, or a tag object
 * @param commit the commit behind it
 */
public record ResolvedReference(Optional<String> reference, ObjectId object, ObjectId commit) {

    public static ResolvedReference of(String reference, Ref ref) {
        var object = ref.getObjectId();
        var peeled = ref.getPeeledObjectId();
        return new ResolvedReference(Optional.of(reference), object, peeled == null ? object : peeled);
    }

    public Revision revision() {
        return new Revision(reference, commit.name());
    }
}
