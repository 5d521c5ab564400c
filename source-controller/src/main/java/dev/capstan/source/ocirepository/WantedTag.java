package dev.capstan.source.ocirepository;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.capstan.api.artifact.ArtifactRevision;
import dev.capstan.api.source.OCIReference;
import dev.capstan.digest.Digest;
import dev.capstan.oci.Descriptor;
import dev.capstan.oci.Reference;
import dev.capstan.oci.registry.RemoteRepository;
import dev.capstan.semver.SemanticVersion;
import dev.capstan.semver.VersionRange;
import dev.capstan.source.SourceResult;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which manifest a spec means: digest before semver before tag, and the tag {@code latest} when none is given. */
final class WantedTag {
    private static final String DEFAULT_TAG = "latest";
    /** Tags cannot hold a {@code +}, so charts are pushed with another character in its place. */
    private static final String CHART_LAYER = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";

    private WantedTag() {}

    /** A manifest and what its artifact is called. */
    record Found(Digest digest, ArtifactRevision revision) {}

    /** Asks the registry, unless the spec names a digest. */
    static SourceResult<Found> in(RemoteRepository repository, OciSource source) {
        var ref = source.spec().ref();
        if (given(ref, OCIReference::digest).isPresent()) {
            return digest(given(ref, OCIReference::digest).get());
        }
        return tag(repository, source)
                .then(tag -> OciSourceFailure.result(repository.resolve(tag))
                        .map(Descriptor::digest)
                        .map(digest -> new Found(digest, new ArtifactRevision(tag + "@" + digest))));
    }

    private static SourceResult<Found> digest(String text) {
        return Digest.parse(text)
                .<SourceResult<Found>>map(
                        digest -> SourceResult.success(new Found(digest, new ArtifactRevision(digest.toString()))))
                .orElseGet(
                        () -> invalid("spec.ref.digest", "'" + text + "' is not of the form sha256:<64 hex digits>"));
    }

    private static SourceResult<Reference> tag(RemoteRepository repository, OciSource source) {
        var ref = source.spec().ref();
        var semver = given(ref, OCIReference::semver);
        if (semver.isEmpty()) {
            return tag(given(ref, OCIReference::tag).orElse(DEFAULT_TAG));
        }
        return filter(given(ref, OCIReference::semverFilter).orElse(""))
                .then(filter -> range(semver.get())
                        .then(range -> OciSourceFailure.result(repository.tags())
                                .map(tags -> highest(tags, filter, range, isChart(source)))
                                .then(found -> found.<SourceResult<Reference>>map(
                                                tag -> SourceResult.success(new Reference.Tag(tag)))
                                        .orElseGet(() -> SourceResult.failed(new OciSourceFailure.NoMatchingTag(
                                                repository.name(), semver.get()))))));
    }

    private static SourceResult<Reference> tag(String name) {
        return Reference.tag(name)
                .<SourceResult<Reference>>map(SourceResult::success)
                .orElseGet(() -> invalid("spec.ref.tag", "'" + name + "' cannot be a tag"));
    }

    private static SourceResult<VersionRange> range(String text) {
        return switch (VersionRange.parse(text)) {
            case VersionRange.Parsed.Range(var range) -> SourceResult.success(range);
            case VersionRange.Parsed.Invalid(var why) -> invalid("spec.ref.semver", why);
        };
    }

    private static SourceResult<Pattern> filter(String text) {
        try {
            return SourceResult.success(Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            return invalid("spec.ref.semverFilter", "'" + text + "' is not a regular expression");
        }
    }

    private record Candidate(String tag, SemanticVersion version) {}

    /** The tag of the highest version; of equal versions the one that sorts last, so that the answer does not depend on the registry. */
    static Optional<String> highest(List<String> tags, Pattern filter, VersionRange range, boolean isChart) {
        return tags.stream()
                .filter(tag -> filter.matcher(tag).find())
                .flatMap(tag -> SemanticVersion.parse(isChart ? tag.replace('_', '+') : tag).stream()
                        .map(version -> new Candidate(tag, version)))
                .filter(candidate -> range.contains(candidate.version()))
                .max(Comparator.comparing(Candidate::version).thenComparing(Candidate::tag))
                .map(Candidate::tag);
    }

    private static boolean isChart(OciSource source) {
        return source.layerType().filter(CHART_LAYER::equals).isPresent();
    }

    private static Optional<String> given(@Nullable OCIReference ref, Function<OCIReference, @Nullable String> part) {
        return Optional.ofNullable(ref).map(part).filter(text -> !text.isEmpty());
    }

    private static <T> SourceResult<T> invalid(String field, String why) {
        return SourceResult.failed(new OciSourceFailure.ReferenceInvalid(field, why));
    }
}
