package dev.capstan.git.transport;

import java.io.File;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * Keeps JGit away from this machine: no {@code ~/.gitconfig}, no {@code /etc/gitconfig}, no {@code git} process that asks for
 * them, no environment variables. What a fetch does depends on its arguments alone.
 */
public final class IsolatedJGit {
    static {
        FS.FileStoreAttributes.setBackground(
                true); // else the first repository waits while clocks of disks are measured
        SystemReader.setInstance(new NoConfiguration(SystemReader.getInstance()));
    }

    private IsolatedJGit() {}

    /** Does it, once per process; call before the first use of JGit. */
    public static void ensure() {
        // the static initialiser has done it
    }

    private static final class NoConfiguration extends SystemReader.Delegate {
        NoConfiguration(SystemReader delegate) {
            super(delegate);
        }

        @Override
        public @Nullable String getenv(String variable) {
            return null;
        }

        @Override
        public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
            return new Empty(parent, fs);
        }

        @Override
        public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
            return new Empty(parent, fs);
        }

        @Override
        public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
            return new Empty(parent, fs);
        }
    }

    private static final class Empty extends FileBasedConfig {
        Empty(@Nullable Config parent, FS fs) {
            super(parent, new File("none"), fs);
        }

        @Override
        public void load() {
            // stays empty
        }

        @Override
        public void save() {
            // measurements of the disk live in memory only
        }

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
