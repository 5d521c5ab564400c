package dev.capstan.cli.artifact;

import dev.capstan.archive.ArchiveFailure;
import dev.capstan.archive.ArchiveLimits;
import dev.capstan.archive.ArchiveReader;
import dev.capstan.archive.ArchiveTree;
import dev.capstan.archive.StreamBrokenException;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.process.TemporaryFolder;
import dev.capstan.cli.registry.RegistrySession;
import dev.capstan.oci.Manifest;
import dev.capstan.oci.Platform;
import dev.capstan.oci.registry.RemoteRepository;
import dev.capstan.tree.EntryKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Fetches an artifact and writes the files of its first layer; never through a link that lies in the folder already. */
record ArtifactExtraction(RegistrySession session, OciAddress address) {
    private static final ArchiveLimits LIMITS = new ArchiveLimits(512L << 20, 2L << 30, 500_000);
    private static final Set<PosixFilePermission> EXECUTABLE = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private static final OpenOption[] NEW_CONTENT = {
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE,
        StandardOpenOption.TRUNCATE_EXISTING,
        LinkOption.NOFOLLOW_LINKS
    };

    /** Says where the artifact came from and went to. */
    List<String> into(Path folder) throws IOException {
        var repository = session.open(address.repository());
        var image = RegistrySession.need(repository.image(address.wanted(), Platform.LINUX_AMD64));
        if (image.layers().isEmpty()) {
            throw new CommandFailure("The artifact has no layers");
        }
        try (var temporary = TemporaryFolder.create()) {
            new Writer(files(repository, image, temporary.path()), folder).write("");
        }
        return said(image, folder);
    }

    private static ArchiveTree files(RemoteRepository repository, Manifest.Image image, Path folder)
            throws IOException {
        var layer = image.layers().getFirst();
        try (var blob = RegistrySession.need(repository.blob(layer, LIMITS.download()))) {
            var reader = new ArchiveReader(folder, LIMITS).leavingOutLinks().readingZstd();
            return switch (reader.read(blob, layer.digest())) {
                case ArchiveReader.Result.Read(var tree) -> tree;
                case ArchiveReader.Result.NotRead(var failure) ->
                    throw new CommandFailure("The layer of the artifact cannot be unpacked: " + text(failure));
            };
        } catch (StreamBrokenException e) {
            throw new CommandFailure(
                    "The layer of the artifact did not arrive: " + e.broken().getMessage(), e);
        }
    }

    private static String text(ArchiveFailure failure) {
        return switch (failure) {
            case ArchiveFailure.DigestMismatch _ -> "its content has another digest";
            case ArchiveFailure.Refused(var reason) -> reason;
            case ArchiveFailure.LimitExceeded(var limit) -> limit;
            case ArchiveFailure.StorageFailed(var cause) -> cause;
        };
    }

    private static List<String> said(Manifest.Image image, Path folder) {
        var lines = new ArrayList<String>();
        for (var name : List.of(FluxArtifact.SOURCE, FluxArtifact.REVISION)) {
            var value = image.annotations().getOrDefault(name, "");
            if (!value.isEmpty()) {
                lines.add(name.substring(name.lastIndexOf('.') + 1) + " " + value);
            }
        }
        lines.add("digest " + image.descriptor().digest());
        lines.add("unpacked into " + folder);
        return lines;
    }

    private record Writer(ArchiveTree tree, Path folder) {

        void write(String path) throws IOException {
            for (var entry : tree.list(path)) {
                String child = path.isEmpty() ? entry.name() : path + "/" + entry.name();
                Path target = folder.resolve(child);
                if (Files.isSymbolicLink(target)) {
                    throw new CommandFailure(target + " is a link; nothing is written through it");
                }
                if (entry.kind() == EntryKind.DIRECTORY) {
                    if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
                        Files.createDirectory(target);
                    }
                    write(child);
                } else {
                    file(child, target);
                }
            }
        }

        private void file(String path, Path target) throws IOException {
            try (var content = tree.open(path);
                    var out = Files.newOutputStream(target, NEW_CONTENT)) {
                content.transferTo(out);
            }
            if (tree.isExecutable(path)) {
                Files.setPosixFilePermissions(target, EXECUTABLE);
            }
        }
    }
}
