// The three steps and no more: go run first.go
package main

// region minimal
import (
	"bufio"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"strings"
	"time"
)

func main() {
	baseURL := os.Getenv("BALKANID_BASE_URL")
	if baseURL == "" {
		baseURL = "https://app.balkan.id"
	}
	body := strings.NewReader(`{"includeCompleted": true}`)
	answer, err := http.Post(baseURL+"/api/rest/v0/requests/download-url", "application/json", body)
	if err != nil {
		log.Fatal(err)
	}
	if answer.StatusCode != 200 {
		log.Fatal(answer.Status)
	}
	var urls struct{ PollingURL, URL string }
	if err := json.NewDecoder(answer.Body).Decode(&urls); err != nil {
		log.Fatal(err)
	}

	for {
		poll, err := http.Head(urls.PollingURL)
		if err != nil {
			log.Fatal(err)
		}
		if poll.StatusCode == 200 {
			break
		}
		if poll.StatusCode != 404 {
			log.Fatal(poll.Status)
		}
		time.Sleep(time.Second)
	}

	file, err := http.Get(urls.URL)
	if err != nil {
		log.Fatal(err)
	}
	if file.StatusCode != 200 {
		log.Fatal(file.Status)
	}
	lines := bufio.NewScanner(file.Body)
	lines.Scan()
	fmt.Println(lines.Text())
}

// endregion minimal
