package dev.capstan.cli.artifact;

import dev.capstan.api.source.IgnoredFiles;
import dev.capstan.archive.TarWriter;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.NamePatterns;
import dev.capstan.digest.Digest;
import dev.capstan.digest.DigestAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * The files of a folder as the layer of an artifact. The same files give the same bytes: no times, no owners, fixed modes. Git's own
 * files, pictures and archives stay out, as with the flux command; links stay out because no artifact holds any.
 *
 * @param archive the {@code tar.gz}
 * @param content the digest of the tar within it
 */
record FolderLayer(Path archive, Digest content) {
    private static final NamePatterns LEFT_OUT = new NamePatterns(
            Stream.concat(IgnoredFiles.VERSION_CONTROL.stream(), IgnoredFiles.PICTURES_AND_ARCHIVES.stream())
                    .toList());

    /** Packs a folder, or a single file, into a new file. */
    static FolderLayer pack(Path source, Path archive) {
        if (!Files.exists(source)) {
            throw new CommandFailure("There is no folder or file " + source + " to push");
        }
        try (var out = Files.newOutputStream(archive);
                var gzip = new GZIPOutputStream(out);
                var digesting = new DigestOutputStream(gzip, DigestAlgorithm.SHA256.start())) {
            try (var tar = new TarWriter(digesting)) {
                if (Files.isDirectory(source)) {
                    new Packer(tar, source).folder(source);
                } else {
                    new Packer(tar, parent(source)).file(source);
                }
            }
            return new FolderLayer(archive, DigestAlgorithm.SHA256.finish(digesting.getMessageDigest()));
        } catch (IOException e) {
            throw new CommandFailure("Cannot pack " + source + ": " + e.getMessage(), e);
        }
    }

    /** Packs one file that comes as a stream. */
    static FolderLayer pack(InputStream input, String name, Path folder, Path archive) {
        try {
            Path file = Files.createDirectories(folder).resolve(name);
            try (OutputStream out = Files.newOutputStream(file)) {
                input.transferTo(out);
            }
            return pack(folder, archive);
        } catch (IOException e) {
            throw new CommandFailure("Cannot read standard input: " + e.getMessage(), e);
        }
    }

    private static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new CommandFailure(file + " is not a file to push");
        }
        return parent;
    }

    private record Packer(TarWriter tar, Path root) {

        void folder(Path folder) throws IOException {
            List<Path> children;
            try (Stream<Path> found = Files.list(folder)) {
                children = found.sorted().toList();
            }
            for (Path child : children) {
                boolean isFolder = Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS);
                if (isLeftOut(child.getFileName().toString(), isFolder)) {
                    continue;
                }
                if (isFolder) {
                    tar.folder(name(child));
                    folder(child);
                } else if (Files.isRegularFile(child, LinkOption.NOFOLLOW_LINKS)) {
                    file(child);
                }
            }
        }

        void file(Path file) throws IOException {
            try (InputStream content = Files.newInputStream(file)) {
                tar.file(name(file), Files.isExecutable(file), Files.size(file), content);
            }
        }

        private String name(Path path) {
            return root.toAbsolutePath()
                    .relativize(path.toAbsolutePath())
                    .toString()
                    .replace('\\', '/');
        }

        /** A work tree beside its repository has a file {@code .git} in place of the folder. */
        private static boolean isLeftOut(String name, boolean isFolder) {
            return name.equals(".git") || LEFT_OUT.match(name, isFolder);
        }
    }
}
