package dev.capstan.applier.source.kube;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.api.schema.WireRecord;
import dev.capstan.api.source.GitRepository;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A source of any kind, read for its artifact alone. The kinds of other controllers are read the same way as our own, so
 * that an installation may mix them.
 */
abstract sealed class ArtifactSource extends ToolkitResource<Map<String, Object>, ArtifactSource.Status>
        implements Namespaced {

    /** The part of a source's status that consumers read. */
    @WireRecord
    record Status(@Nullable Artifact artifact) {}

    /** A Git repository. */
    @Group(GitRepository.GROUP)
    @Version("v1")
    @Kind("GitRepository")
    @Plural("gitrepositories")
    static final class OfGit extends ArtifactSource {
        private static final long serialVersionUID = 1L;
    }

    /** An OCI repository. */
    @Group(GitRepository.GROUP)
    @Version("v1")
    @Kind("OCIRepository")
    @Plural("ocirepositories")
    static final class OfOci extends ArtifactSource {
        private static final long serialVersionUID = 1L;
    }

    /** A bucket. */
    @Group(GitRepository.GROUP)
    @Version("v1")
    @Kind("Bucket")
    @Plural("buckets")
    static final class OfBucket extends ArtifactSource {
        private static final long serialVersionUID = 1L;
    }

    /** An artifact that any controller may publish. */
    @Group(GitRepository.GROUP)
    @Version("v1")
    @Kind("ExternalArtifact")
    @Plural("externalartifacts")
    static final class External extends ArtifactSource {
        private static final long serialVersionUID = 1L;
    }
}
