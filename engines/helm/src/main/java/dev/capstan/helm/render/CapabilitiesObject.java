package dev.capstan.helm.render;

import dev.capstan.gotemplate.value.GoField;
import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.GoType;
import dev.capstan.gotemplate.value.TypedList;
import dev.capstan.helm.Capabilities;
import dev.capstan.helm.KubeVersion;
import dev.capstan.yaml.StructFields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What templates see as {@code .Capabilities}: a pointer to a struct. */
final class CapabilitiesObject implements WrittenStruct {
    private static final GoType VERSION_SET = GoType.named("common.VersionSet", GoType.STRINGS);
    private static final GoType KUBE_VERSION = GoType.struct(
            "common.KubeVersion",
            new GoField("Version", GoType.STRING),
            new GoField("normalizedVersion", GoType.STRING),
            new GoField("Major", GoType.STRING),
            new GoField("Minor", GoType.STRING));
    private static final GoType BUILD_INFO = GoType.struct(
            "version.BuildInfo",
            new GoField("Version", GoType.STRING),
            new GoField("GitCommit", GoType.STRING),
            new GoField("GitTreeState", GoType.STRING),
            new GoField("GoVersion", GoType.STRING),
            new GoField("KubeClientVersion", GoType.STRING));
    private static final GoType TYPE = GoType.pointerTo(GoType.struct(
            "common.Capabilities",
            new GoField("KubeVersion", KUBE_VERSION),
            new GoField("APIVersions", VERSION_SET),
            new GoField("HelmVersion", BUILD_INFO)));

    private final KubeVersionObject kubeVersion;
    private final VersionSet apiVersions;
    private final BuildInfo helmVersion = new BuildInfo();

    CapabilitiesObject(Capabilities capabilities) {
        this.kubeVersion = new KubeVersionObject(capabilities.kubeVersion());
        this.apiVersions = new VersionSet(capabilities.apiVersions());
    }

    @Override
    public GoType type() {
        return TYPE;
    }

    @Override
    public @Nullable Object field(String name) {
        return switch (name) {
            case "KubeVersion" -> kubeVersion;
            case "APIVersions" -> apiVersions;
            case "HelmVersion" -> helmVersion;
            default -> null;
        };
    }

    @Override
    public @Nullable GoFunction method(String name) {
        return name.equals("Copy") ? GoFunction.of((_, _) -> this) : null;
    }

    @Override
    public StructFields encoded() {
        var fields = new StructFields();
        fields.put("KubeVersion", kubeVersion);
        fields.put("APIVersions", apiVersions);
        fields.put("HelmVersion", helmVersion);
        return fields;
    }

    /** The API versions that are served. */
    private static final class VersionSet extends TypedList {
        VersionSet(List<String> versions) {
            super(VERSION_SET, versions);
        }

        @Override
        public @Nullable GoFunction method(String name) {
            return name.equals("Has") ? GoFunction.of((a, _) -> contains(a.text(0)), GoType.STRING) : null;
        }
    }

    /** Its {@code String} belongs to the pointer, so it prints otherwise where it is a copy. */
    private record KubeVersionObject(KubeVersion version) implements WrittenStruct {
        @Override
        public GoType type() {
            return KUBE_VERSION;
        }

        @Override
        public @Nullable Object field(String name) {
            return switch (name) {
                case "Version" -> version.version();
                case "normalizedVersion" -> version.normalized();
                case "Major" -> version.major();
                case "Minor" -> version.minor();
                default -> null;
            };
        }

        @Override
        public @Nullable GoFunction method(String name) {
            return switch (name) {
                case "GitVersion" -> GoFunction.of((_, _) -> version.version());
                case "String" -> GoFunction.of((_, _) -> version.normalized());
                default -> null;
            };
        }

        @Override
        public String textInPlace() {
            return version.normalized();
        }

        @Override
        public StructFields encoded() {
            var fields = new StructFields();
            fields.put("Version", version.version());
            fields.put("Major", version.major());
            fields.put("Minor", version.minor());
            return fields;
        }
    }

    /** What Helm says of itself: the values of a build without Git, as the Go module is built. */
    private static final class BuildInfo implements WrittenStruct {
        private static final String GO_VERSION = "go1.26.8";
        private static final String KUBE_CLIENT_VERSION = "v1.37";

        @Override
        public GoType type() {
            return BUILD_INFO;
        }

        @Override
        public @Nullable Object field(String name) {
            return switch (name) {
                case "Version" -> Capabilities.HELM_VERSION;
                case "GitCommit", "GitTreeState" -> "";
                case "GoVersion" -> GO_VERSION;
                case "KubeClientVersion" -> KUBE_CLIENT_VERSION;
                default -> null;
            };
        }

        @Override
        public StructFields encoded() {
            var fields = new StructFields();
            fields.put("version", Capabilities.HELM_VERSION);
            fields.put("go_version", GO_VERSION);
            fields.put("kube_client_version", KUBE_CLIENT_VERSION);
            return fields;
        }
    }
}
