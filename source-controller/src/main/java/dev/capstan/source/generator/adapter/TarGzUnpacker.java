package dev.capstan.source.generator.adapter;

import dev.capstan.archive.ArchiveFailure;
import dev.capstan.archive.ArchiveLimits;
import dev.capstan.archive.ArchiveReader;
import dev.capstan.archive.StreamBrokenException;
import dev.capstan.digest.Digest;
import dev.capstan.source.generator.ArchiveUnpacker;
import dev.capstan.source.generator.GeneratorLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Unpacks archives into nameless files, with the checks that hold for artifacts: no links, no paths that lead outside, no bombs. */
public final class TarGzUnpacker implements ArchiveUnpacker {
    private final ArchiveReader reader;

    /**
     * @param folder for the nameless files; made when absent
     * @throws IOException when the folder cannot be made
     */
    public TarGzUnpacker(Path folder, GeneratorLimits limits) throws IOException {
        Files.createDirectories(folder);
        this.reader = new ArchiveReader(
                folder, new ArchiveLimits(limits.fileBytes(), limits.artifactBytes(), limits.files()));
    }

    @Override
    public Unpacked unpack(byte[] archive) {
        try {
            return switch (reader.read(new ByteArrayInputStream(archive), Digest.sha256(archive))) {
                case ArchiveReader.Result.Read(var tree) -> new Unpacked.Content(tree, tree.size());
                case ArchiveReader.Result.NotRead(var failure) -> new Unpacked.Refused(messageOf(failure));
            };
        } catch (StreamBrokenException impossible) {
            throw new UncheckedIOException("bytes in memory cannot break off", impossible);
        }
    }

    private static String messageOf(ArchiveFailure failure) {
        return switch (failure) {
            case ArchiveFailure.Refused(var reason) -> reason;
            case ArchiveFailure.LimitExceeded(var limit) -> limit;
            case ArchiveFailure.StorageFailed(var cause) -> "it could not be stored on this machine: " + cause;
            case ArchiveFailure.DigestMismatch(var expected, var actual) ->
                "its digest is " + actual + " instead of " + expected;
        };
    }
}
