package dev.capstan.cli.artifact;

import dev.capstan.cli.CommandFailure;
import dev.capstan.digest.Digest;
import dev.capstan.oci.OciFailureException;
import dev.capstan.oci.Reference;
import dev.capstan.oci.RepositoryName;
import java.util.Optional;

/** What users write for an artifact: {@code oci://host/path}, with {@code :tag} or {@code @sha256:…} behind it. */
record OciAddress(RepositoryName repository, Optional<Reference> reference) {
    private static final String SCHEME = "oci://";
    private static final String DEFAULT_TAG = "latest";

    static OciAddress parse(String text) {
        if (!text.startsWith(SCHEME)) {
            throw new CommandFailure("'" + text + "' must look like oci://host/path:tag");
        }
        int at = text.indexOf('@');
        int colon = text.lastIndexOf(':');
        int end = at >= 0 ? at : colon > text.lastIndexOf('/') ? colon : text.length();
        String reference = end == text.length() ? "" : text.substring(end + 1);
        return new OciAddress(
                repository(text.substring(0, end)),
                reference.isEmpty() ? Optional.empty() : Optional.of(reference(reference, at >= 0)));
    }

    private static RepositoryName repository(String text) {
        try {
            return RepositoryName.parse(text).orThrow();
        } catch (OciFailureException e) {
            throw new CommandFailure(e.failure().message(), e);
        }
    }

    private static Reference reference(String text, boolean isDigest) {
        Optional<Reference> read = isDigest ? Digest.parse(text).map(Reference.ByDigest::new) : Reference.tag(text);
        return read.orElseThrow(() -> new CommandFailure("'" + text + "' is not " + (isDigest ? "a digest" : "a tag")));
    }

    /** The reference; the tag {@code latest} where none was written. */
    Reference wanted() {
        return reference.orElseGet(() -> new Reference.Tag(DEFAULT_TAG));
    }
}
