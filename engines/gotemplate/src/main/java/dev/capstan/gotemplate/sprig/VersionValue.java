package dev.capstan.gotemplate.sprig;

import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.value.Arguments;
import dev.capstan.gotemplate.value.GoField;
import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.GoStruct;
import dev.capstan.gotemplate.value.GoType;
import dev.capstan.gotemplate.value.Int;
import dev.capstan.gotemplate.value.Unsigned;
import dev.capstan.semver.LenientVersion;
import org.jspecify.annotations.Nullable;

/** A {@code *semver.Version} of Go. */
final class VersionValue implements GoStruct, EncodedValues.Encodable {

    private static final GoType STRUCT = GoType.struct(
            "semver.Version",
            new GoField("major", GoType.UINT64),
            new GoField("minor", GoType.UINT64),
            new GoField("patch", GoType.UINT64),
            new GoField("pre", GoType.STRING),
            new GoField("metadata", GoType.STRING),
            new GoField("original", GoType.STRING));

    private static final GoType TYPE = GoType.pointerTo(STRUCT);

    private final LenientVersion version;
    private final GoType type;

    VersionValue(LenientVersion version) {
        this(version, TYPE);
    }

    private VersionValue(LenientVersion version, GoType type) {
        this.version = version;
        this.type = type;
    }

    @Override
    public GoType type() {
        return type;
    }

    @Override
    public @Nullable Object field(String name) {
        return switch (name) {
            case "major" -> Unsigned.uint64(version.major());
            case "minor" -> Unsigned.uint64(version.minor());
            case "patch" -> Unsigned.uint64(version.patch());
            case "pre" -> version.prerelease();
            case "metadata" -> version.build();
            case "original" -> version.original();
            default -> throw new IllegalArgumentException(name);
        };
    }

    @Override
    public String text() {
        return version.toString();
    }

    @Override
    public Object encoded() {
        return version.toString();
    }

    @Override
    public @Nullable GoFunction method(String name) {
        GoFunction ofPointer = type.equals(TYPE) ? pointerMethod(name) : null;
        return ofPointer == null ? valueMethod(name) : ofPointer;
    }

    private @Nullable GoFunction pointerMethod(String name) {
        return switch (name) {
            case "Original" -> GoFunction.of((_, _) -> version.original());
            case "Compare" -> GoFunction.of((a, _) -> Int.of(compare(a)), TYPE);
            case "Equal" -> GoFunction.of((a, _) -> compare(a) == 0, TYPE);
            case "LessThan" -> GoFunction.of((a, _) -> compare(a) < 0, TYPE);
            case "LessThanEqual" -> GoFunction.of((a, _) -> compare(a) <= 0, TYPE);
            case "GreaterThan" -> GoFunction.of((a, _) -> compare(a) > 0, TYPE);
            case "GreaterThanEqual" -> GoFunction.of((a, _) -> compare(a) >= 0, TYPE);
            default -> null;
        };
    }

    private @Nullable GoFunction valueMethod(String name) {
        return switch (name) {
            case "Major" -> GoFunction.of((_, _) -> Unsigned.uint64(version.major()));
            case "Minor" -> GoFunction.of((_, _) -> Unsigned.uint64(version.minor()));
            case "Patch" -> GoFunction.of((_, _) -> Unsigned.uint64(version.patch()));
            case "Prerelease" -> GoFunction.of((_, _) -> version.prerelease());
            case "Metadata" -> GoFunction.of((_, _) -> version.build());
            case "String" -> GoFunction.of((_, _) -> version.toString());
            case "IncMajor" -> GoFunction.of((_, _) -> next(version.major() + 1, 0, 0));
            case "IncMinor" -> GoFunction.of((_, _) -> next(version.major(), version.minor() + 1, 0));
            case "IncPatch" -> GoFunction.of((_, _) -> nextPatch());
            default -> null;
        };
    }

    private int compare(Arguments arguments) {
        if (arguments.any(0) instanceof VersionValue other) {
            return Integer.signum(version.compareTo(other.version));
        }
        throw Panic.nil();
    }

    private VersionValue nextPatch() {
        return next(
                version.major(),
                version.minor(),
                version.patch() + (version.prerelease().isEmpty() ? 1 : 0));
    }

    private VersionValue next(long major, long minor, long patch) {
        if (major == 0 && version.major() == -1 || minor == 0 && version.minor() == -1 && major == version.major()) {
            throw new FunctionException("version increment would overflow uint64");
        }
        LenientVersion plain = new LenientVersion(major, minor, patch, "", "", "");
        String original = (version.original().startsWith("v") ? "v" : "") + plain;
        return new VersionValue(new LenientVersion(major, minor, patch, "", "", original), STRUCT);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VersionValue value && value.version.equals(version) && value.type.equals(type);
    }

    @Override
    public int hashCode() {
        return version.hashCode();
    }
}
