package tributary.serve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * What an operator has to show. Without a setting a random token is kept in the data directory,
 * readable by its owner only; the log names the file and never the token.
 */
@Component
class OperatorToken {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorToken.class);
  private static final String SCHEME = "Bearer ";
  private static final int BYTES = 24;

  private final byte[] token;

  OperatorToken(ServeSettings settings, @Value("${tributary.data-dir:./data}") Path data) {
    String set = settings.operatorToken();
    this.token =
        (set == null || set.isBlank() ? kept(data.resolve("operator-token")) : set)
            .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @throws Refusal 401 without a token, 403 with a wrong one
   */
  void check(ApiRequest request) {
    String given = request.authorization();
    if (given == null || !given.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw Refusal.token(false);
    }
    if (!isShownBy(given.substring(SCHEME.length()).strip())) {
      throw Refusal.token(true);
    }
  }

  /** Compares in a time that does not tell how much of it was right. */
  boolean isShownBy(String given) {
    return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token);
  }

  private static String kept(Path file) {
    try {
      if (Files.isRegularFile(file)) {
        String kept = Files.readString(file).strip();
        if (!kept.isEmpty()) {
          return kept;
        }
      }
      String token = random();
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "operator-", "", own());
      Files.writeString(fresh, token);
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
      LOG.atInfo().addKeyValue("file", file.toAbsolutePath()).log("A token for operators was made");
      return token;
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("file", file.toAbsolutePath())
          .log(
              "The operators' token cannot be kept; replaying needs tributary.serve.operator-token");
      return random();
    }
  }

  private static FileAttribute<?>[] own() {
    boolean posix =
        java.nio.file.FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static String random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
