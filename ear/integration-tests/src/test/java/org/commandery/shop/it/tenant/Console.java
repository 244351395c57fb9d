package org.commandery.shop.it.tenant;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The server's web console as a person uses it, in a Chromium of its own without a window. */
final class Console implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String WIZARD = "//div[@id='hal-wizard']";
    private static final String FORM = "ds-configuration-%s-form-%s-editing";

    private final ChromeDriver browser;

    private Console(ChromeDriver browser) {
        this.browser = browser;
    }

    /** Whether Chromium and its driver are there. */
    static boolean isPossible() {
        return program("chromium").isPresent() && program("chromedriver").isPresent();
    }

    private static Optional<File> program(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> new File(directory, name))
                .filter(File::canExecute)
                .findFirst();
    }

    /**
     * Opens the console.
     *
     * @param management where the server's management answers
     * @param profile an empty directory for the browser
     */
    static Console open(URI management, Path profile, String user, String password) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program("chromium").orElseThrow());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1400,900",
                "--user-data-dir=" + profile);
        ChromeDriverService driver = new ChromeDriverService.Builder()
                .usingDriverExecutable(program("chromedriver").orElseThrow())
                .usingAnyFreePort()
                .build();
        Console console = new Console(new ChromeDriver(driver, options));
        // The console's own page is for all; its calls are not, and a browser without a window cannot ask for a
        // password.
        console.browser.get(
                "http://%s:%s@%s:%d/management".formatted(user, password, management.getHost(), management.getPort()));
        console.browser.get(
                management.resolve("console/index.html#configuration").toString());
        return console;
    }

    /** Goes to the list of datasources. */
    void showDatasources() {
        click(By.id("subsystems"));
        click(By.cssSelector("#css #datasources"));
        click(By.cssSelector("#data-source-driver #datasources"));
    }

    /** Adds a datasource of PostgreSQL with the console's wizard. */
    void addDatasource(String name, String jndiName, String url, String user, String password) {
        click(By.id("ds-configuration-add-actions"));
        click(By.id("ds-configuration-add"));
        click(By.xpath(WIZARD + "//label[normalize-space()='PostgreSQL']/input"));
        press("Next");
        type("names", "name", name);
        type("names", "jndi-name", jndiName);
        press("Next");
        visible(By.id(FORM.formatted("driver", "driver-name")));
        press("Next");
        type("connection", "connection-url", url);
        type("connection", "user-name", user);
        type("connection", "password", password);
        press("Next");
        visible(By.id("ds-configuration-test-connection"));
        press("Next");
        press("Finish");
        press("Close");
        click(By.id("non-xa-dsc-" + name));
    }

    /** Removes a datasource. */
    void removeDatasource(String name) {
        click(By.id("non-xa-dsc-" + name));
        click(By.cssSelector("#non-xa-dsc-%s .dropdown-toggle".formatted(name)));
        click(By.xpath("//li[@id='non-xa-dsc-%s']//a[normalize-space()='Remove']".formatted(name)));
        click(By.xpath("//div[contains(@class,'modal')]//button[normalize-space()='Yes']"));
    }

    /** Keeps a picture of what there is to be seen. */
    void picture(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, browser.getScreenshotAs(OutputType.BYTES));
    }

    private void type(String form, String field, String text) {
        WebElement input = visible(By.id(FORM.formatted(form, field)));
        input.clear();
        input.sendKeys(text);
    }

    private void press(String button) {
        click(By.xpath(WIZARD + "//button[normalize-space()='%s' and not(@disabled)]".formatted(button)));
    }

    /** The console builds its pages bit by bit: what cannot be clicked yet is tried again. */
    private void click(By what) {
        await("click " + what)
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(WebDriverException.class)
                .until(() -> {
                    browser.findElement(what).click();
                    return true;
                });
    }

    private WebElement visible(By what) {
        return await("see " + what)
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(WebDriverException.class)
                .until(() -> browser.findElement(what), WebElement::isDisplayed);
    }

    @Override
    public void close() {
        browser.quit();
    }
}
