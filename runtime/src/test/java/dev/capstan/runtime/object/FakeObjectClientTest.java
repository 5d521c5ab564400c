package dev.capstan.runtime.object;

import dev.capstan.api.source.GitRepository;

class FakeObjectClientTest extends ObjectClientContract {
    private final FakeObjectClient<GitRepository> fake = new FakeObjectClient<>(GitRepository.class);

    @Override
    ObjectClient<GitRepository> client() {
        return fake;
    }

    @Override
    GitRepository create(String yaml) {
        return fake.create(yaml);
    }

    @Override
    void delete(GitRepository object) {
        fake.remove(object);
    }

    @Override
    String namespace() {
        return "default";
    }
}
