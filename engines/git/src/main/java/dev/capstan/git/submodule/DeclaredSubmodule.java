package dev.capstan.git.submodule;

import dev.capstan.git.RemoteUrl;

/**
 * A submodule as {@code .gitmodules} declares it.
 *
 * @param path where it belongs, relative to the root of the commit
 * @param url of its repository, relative ones resolved
 */
public record DeclaredSubmodule(String path, RemoteUrl url) {}
